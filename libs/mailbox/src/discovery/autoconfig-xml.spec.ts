import { cpuCost } from '@app/fuzz';
import { readAutoconfig } from './autoconfig-xml.js';

const ADDRESS = { address: 'shop@example.test', local: 'shop', domain: 'example.test' };

const file = (servers: string): string => `<clientConfig version="1.1"><emailProvider id="x">${servers}</emailProvider></clientConfig>`;
const server = (fields: Record<string, string>, more = ''): string => {
  const all = { hostname: 'imap.example.test', port: '993', socketType: 'SSL', username: '%EMAILADDRESS%', ...fields };
  const inside = Object.entries(all).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<incomingServer type="imap">${inside.join('')}${more}</incomingServer>`;
};
const imapOf = (xml: string) => readAutoconfig(xml, ADDRESS)?.imap;

describe('readAutoconfig', () => {
  test.each([
    ['%EMAILADDRESS%', 'shop@example.test'],
    ['%EMAILLOCALPART%', 'shop'],
    ['%EMAILDOMAIN%', 'example.test'],
    ['%EMAILLOCALPART%_%EMAILDOMAIN%', 'shop_example.test'],
    ['a&amp;b', 'a&b'],
    ['%UNKNOWN%', '%UNKNOWN%'],
  ])('the name %s is %s', (username, user) => {
    expect(imapOf(file(server({ username })))).toEqual([{ host: 'imap.example.test', port: 993, tls: 'implicit', user }]);
  });

  test.each([
    ['SSL', 'implicit'],
    ['TLS', 'implicit'],
    ['starttls', 'starttls'],
    ['plain', 'none'],
  ])('socketType %s is %s', (socketType, tls) => {
    expect(imapOf(file(server({ socketType })))).toMatchObject([{ tls }]);
  });

  test.each([
    ['a way that we do not have', server({}, '<authentication>GSSAPI</authentication><authentication>NTLM</authentication>')],
    ['a certificate in place of a password', server({}, '<authentication>TLS-client-cert</authentication>')],
    ['an unknown kind of TLS', server({ socketType: 'magic' })],
    ['a port that is none', server({ port: '0' })],
    ['a port of words', server({ port: '993; rm' })],
    ['a host with a path', server({ hostname: 'imap.example.test/x' })],
    ['a host with a name to sign in with', server({ hostname: 'a@imap.example.test' })],
    ['a host of one word', server({ hostname: 'localhost' })],
    ['an address written otherwise', server({ hostname: '0x7f.1' })],
    ['a name with a line break', server({ username: 'a\r\nb' })],
    ['POP3', server({}).replace('"imap"', '"pop3"')],
    ['a server without a type', server({}).replace(' type="imap"', '')],
  ])('left out: %s', (_, servers) => {
    expect(imapOf(file(servers))).toEqual([]);
  });

  test('a way of several that we have is enough', () => {
    const ways =
      '<authentication>GSSAPI</authentication><authentication>OAuth2</authentication><authentication>password-cleartext</authentication>';
    expect(imapOf(file(server({}, ways)))).toHaveLength(1);
  });

  test('no more servers than a provider has', () => {
    expect(imapOf(file(server({}).repeat(100)))).toHaveLength(8);
  });

  test.each([
    ['nothing', ''],
    ['words', 'Not found'],
    ['a page', '<!doctype html><html><body><p>Welcome</body></html>'],
    ['JSON', '{"clientConfig":{}}'],
    ['another document', '<rss><channel/></rss>'],
    ['an empty document', '<clientConfig version="1.1"/>'],
    ['an unclosed document', '<clientConfig><emailProvider><incomingServer type="imap"><hostname>'],
    ['threat:D entities', '<!DOCTYPE x [<!ENTITY a "b">]><clientConfig/>'],
    ['threat:D an outer document type', '<!doctype clientConfig SYSTEM "https://x.test/x.dtd"><clientConfig/>'],
    ['threat:D depth', '<a>'.repeat(80_000)],
    ['threat:D many elements', file(server({})).replace('</emailProvider>', '<x/>'.repeat(50_000) + '</emailProvider>')],
    ['threat:D names of objects', '<clientConfig><__proto__><emailProvider/></__proto__><constructor/></clientConfig>'],
    ['threat:D open tags without end', '<a'.repeat(130_000)],
    ['binary', '\u0000\u0001<\u0000'],
  ])('no such file: %s', async (_, xml) => {
    expect(readAutoconfig(xml, ADDRESS)?.imap ?? null).toBeNull();
    expect(await cpuCost(() => readAutoconfig(xml, ADDRESS), 2_000)).toBeLessThan(2_000);
  });

  test('nothing of a document reaches the prototype of all objects', () => {
    readAutoconfig(file('<__proto__><polluted>yes</polluted></__proto__>'), ADDRESS);
    expect('polluted' in {}).toBe(false);
  });
});
