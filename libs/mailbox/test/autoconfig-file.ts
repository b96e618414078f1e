import type { HostHandler } from '@app/testing';

export type FileServer = {
  readonly host: string;
  readonly port?: number;
  readonly socketType?: string;
  readonly user?: string;
  readonly authentication?: readonly string[];
  readonly type?: string;
};

/** The file `config-v1.1.xml` as a careful provider writes it. */
export function autoconfigFile(imap: readonly FileServer[], smtp: readonly FileServer[], domain = 'any.test'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  ${emailProvider(imap, smtp, domain)}
</clientConfig>
`;
}

export function emailProvider(imap: readonly FileServer[], smtp: readonly FileServer[], domain: string): string {
  return `<emailProvider id="${domain}">
    <domain>${domain}</domain>
    <displayName>A &amp; B</displayName>
    ${imap.map((server) => element('incomingServer', 'imap', { port: 993, ...server })).join('\n    ')}
    ${smtp.map((server) => element('outgoingServer', 'smtp', { port: 465, ...server })).join('\n    ')}
  </emailProvider>`;
}

function element(name: string, type: string, server: FileServer & { readonly port: number }): string {
  const { host, port, socketType = 'SSL', user = '%EMAILADDRESS%', authentication = ['password-cleartext'] } = server;
  const ways = authentication.map((way) => `<authentication>${way}</authentication>`).join('');
  return `<${name} type="${server.type ?? type}"><hostname>${host}</hostname><port>${port}</port><socketType>${socketType}</socketType><username>${user}</username>${ways}</${name}>`;
}

export function answering(body: string | Buffer, type = 'application/xml'): HostHandler {
  return (_request, response) => void response.writeHead(200, { 'content-type': type }).end(body);
}

export function redirecting(location: string): HostHandler {
  return (_request, response) => void response.writeHead(302, { location }).end();
}
