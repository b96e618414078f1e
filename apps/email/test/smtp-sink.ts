import { freePort, type Endpoint } from '@app/testing';
import { SMTPServer } from 'smtp-server';

export type SmtpSink = {
  readonly endpoint: Endpoint;
  /** Recipients of the mails that were taken, in their order. */
  readonly taken: readonly string[];
  stop(): Promise<void>;
};

/** A sending server that works: a mailbox whose other end is not the test's matter. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const taken: string[] = [];
  const endpoint = { host: '127.0.0.1', port: await freePort() };
  const server = new SMTPServer({
    authOptional: true,
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onAuth: (_, __, done) => done(null, { user: 'x' }),
    onData: (stream, { envelope }, done) => {
      stream.resume();
      stream.on('end', () => {
        taken.push(...envelope.rcptTo.map(({ address }) => address));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(endpoint.port, endpoint.host, resolve));
  return { endpoint, taken, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}
