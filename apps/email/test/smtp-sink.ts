import { freePort, type Endpoint } from '@app/testing';
import { SMTPServer } from 'smtp-server';

/** A sending server that works: a mailbox whose other end is not the test's matter. */
export async function startSmtpSink(): Promise<{ readonly endpoint: Endpoint; stop(): Promise<void> }> {
  const endpoint = { host: '127.0.0.1', port: await freePort() };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onAuth: (_, __, done) => done(null, { user: 'x' }),
    onData: (stream, _, done) => {
      stream.resume();
      stream.on('end', () => done());
    },
  });
  await new Promise<void>((resolve) => server.listen(endpoint.port, endpoint.host, resolve));
  return { endpoint, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}
