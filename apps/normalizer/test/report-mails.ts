/** One recipient's part of a delivery status notification (RFC 3464). */
export type ReportedFate = {
  readonly final: string;
  readonly original?: string;
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  readonly status?: string;
  readonly said?: string;
  readonly until?: string;
};

export type ReportOptions = {
  readonly fates: readonly ReportedFate[];
  /** Header fields of the copy that comes back. */
  readonly returned: Readonly<Record<string, string>>;
  /** More header fields of the report itself. */
  readonly headers?: Readonly<Record<string, string>>;
  /** More fields of the report on the mail as a whole. */
  readonly fields?: Readonly<Record<string, string>>;
};

let reports = 0;

/** A report as a mail server writes it: words, fields, and the head of the mail that it is about. */
export function aReport({ fates, returned, headers = {}, fields = {} }: ReportOptions): string {
  const groups = fates.flatMap(({ final, original, action, status = '5.1.1', said = 'smtp; 550 5.1.1 No such user here', until }) => [
    '',
    ...(original === undefined ? [] : [`Original-Recipient: rfc822;${original}`]),
    `Final-Recipient: rfc822; ${final}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: ${said}`,
    ...(until === undefined ? [] : [`Will-Retry-Until: ${until}`]),
  ]);
  return inParts('delivery-status', { 'Return-Path': '<>', 'Auto-Submitted': 'auto-replied', ...headers }, [
    ['text/plain; charset=us-ascii', ['This is the mail system.']],
    ['message/delivery-status', [...lines({ 'Reporting-MTA': 'dns; mx.example.test', ...fields }), ...groups]],
    ['text/rfc822-headers', lines({ From: 'Support <support@shop.test>', Subject: 'Re: Where is my bill?', ...returned })],
  ]);
}

/** What a reader's program sends when a mail was opened, or thrown away (RFC 8098). */
export function aReceipt(from: string, original: string, disposition = 'displayed'): string {
  return inParts('disposition-notification', { From: from, Subject: 'Read: Where is my bill?' }, [
    ['text/plain', ['Your message was displayed.']],
    [
      'message/disposition-notification',
      [
        `Final-Recipient: rfc822;${from}`,
        `Original-Message-ID: ${original}`,
        `Disposition: manual-action/MDN-sent-manually; ${disposition}`,
      ],
    ],
  ]);
}

/** A reader's complaint as a provider hands it on (RFC 5965). */
export function aComplaint(original: string, fields: Readonly<Record<string, string>>): string {
  return inParts('feedback-report', { From: 'fbl@isp.example.test', Subject: 'FW: Where is my bill?' }, [
    ['text/plain', ['This is an e-mail abuse report.']],
    ['message/feedback-report', lines({ 'Feedback-Type': 'abuse', 'User-Agent': 'Test/1', Version: '1', ...fields })],
    ['text/rfc822-headers', lines({ From: 'support@shop.test', 'Message-ID': original, Subject: 'Re: Where is my bill?' })],
  ]);
}

function inParts(
  type: string,
  headers: Readonly<Record<string, string>>,
  parts: readonly (readonly [contentType: string, content: readonly string[]])[],
): string {
  reports += 1;
  const head = {
    From: 'MAILER-DAEMON@mx.example.test (Mail Delivery System)',
    To: 'support@shop.test',
    Subject: 'Undelivered Mail Returned to Sender',
    Date: 'Mon, 05 Jan 2026 10:12:00 +0300',
    'Message-ID': `<report${reports}@mx.example.test>`,
    ...headers,
    'MIME-Version': '1.0',
    'Content-Type': `multipart/report; report-type=${type}; boundary="b"`,
  };
  const body = parts.flatMap(([contentType, content]) => ['--b', `Content-Type: ${contentType}`, '', ...content, '']);
  return [...lines(head), '', ...body, '--b--', ''].join('\r\n');
}

function lines(fields: Readonly<Record<string, string>>): string[] {
  return Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
}
