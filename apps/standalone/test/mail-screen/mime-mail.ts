import { randomUUID } from 'node:crypto';

export type MimeFile = {
  readonly content: Buffer | string;
  readonly type: string;
  readonly name?: string;
  readonly cid?: string;
  readonly disposition?: 'attachment' | 'inline' | null;
};

export type MimeMail = {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly files?: readonly MimeFile[];
  readonly headers?: Readonly<Record<string, string>>;
};

/** A mail with the parts that it is given, as programs of our days write it. */
export function mimeMail({
  from = 'Ivan <ivan@example.test>',
  to = 'support@shop.test',
  subject = 'A mail',
  text,
  html,
  files = [],
  headers = {},
}: MimeMail): Buffer {
  const fields = {
    From: from,
    To: to,
    Subject: `=?utf-8?b?${Buffer.from(subject).toString('base64')}?=`,
    Date: new Date(Date.now() - 60_000).toUTCString(),
    'Message-ID': `<${randomUUID()}@example.test>`,
    'MIME-Version': '1.0',
    ...headers,
  };
  const texts = [
    ...(text === undefined ? [] : [part('text/plain; charset=utf-8', text)]),
    ...(html === undefined ? [] : [part('text/html; charset=utf-8', html)]),
  ];
  const body = texts.length === 1 ? (texts[0] ?? '') : multipart('alternative', texts);
  const whole = files.length === 0 ? body : multipart('related', [body, ...files.map(filePart)]);
  return Buffer.from(
    `${Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}${whole}`,
  );
}

function part(type: string, content: Buffer | string, more = ''): string {
  const lines = Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n');
  return `Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n${more}\r\n${lines}\r\n`;
}

function multipart(kind: string, parts: readonly string[]): string {
  const boundary = `b-${randomUUID()}`;
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${parts.map((one) => `--${boundary}\r\n${one}`).join('')}--${boundary}--\r\n`;
}

function filePart({ content, type, name, cid, disposition }: MimeFile): string {
  const encoded = name === undefined ? '' : `=?utf-8?b?${Buffer.from(name).toString('base64')}?=`;
  const id = cid === undefined ? '' : `Content-ID: <${cid}>\r\n`;
  const how =
    disposition === undefined || disposition === null
      ? ''
      : `Content-Disposition: ${disposition}${name === undefined ? '' : `; filename="${encoded}"`}\r\n`;
  return part(name === undefined ? type : `${type}; name="${encoded}"`, content, id + how);
}
