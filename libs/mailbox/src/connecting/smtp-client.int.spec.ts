import { once } from 'node:events';
import { createServer, type Server } from 'node:tls';
import { OwnCa } from '@app/testing';
import { connectSmtp } from './smtp-client.js';

describe('a sending server is called by its name in TLS', () => {
  const named: (string | false | undefined)[] = [];
  let ca: OwnCa;
  let server: Server;

  beforeAll(async () => {
    ca = OwnCa.make();
    server = createServer(ca.issue(['mail.example.test', '127.0.0.1']), (socket) => {
      named.push('servername' in socket ? (socket.servername as string | false) : undefined);
      socket.on('error', () => {});
      socket.on('data', (said) => socket.write(String(said).startsWith('EHLO') ? '250-here\r\n250 AUTH PLAIN\r\n' : '235 2.7.0 in\r\n'));
      socket.write('220 ready\r\n');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(async () => {
    await once(server.close(), 'close');
    ca.remove();
  });

  test.each([
    ['a name', 'mail.example.test', 'mail.example.test'],
    // RFC 6066 3; the runtime warns of one (DEP0123). The certificate is looked at all the same.
    ['an IP address, which is no name, by none', '127.0.0.1', false],
  ])('%s', async (_, host, name) => {
    const at = server.address();
    const port = typeof at === 'object' && at !== null ? at.port : 0;
    const connection = await connectSmtp({
      server: { host, port, tls: 'implicit', user: 'shop' },
      address: '127.0.0.1',
      proof: { password: 'secret' },
      domain: 'example.test',
      ca: ca.certificate,
    });
    connection.close();
    expect(named.splice(0)).toEqual([name]);
  });
});
