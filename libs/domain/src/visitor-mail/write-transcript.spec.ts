import { type TranscriptMessage, writeTranscript } from './write-transcript.js';

const AT = new Date('2026-11-23T11:05:00Z');
const said = (change: Partial<TranscriptMessage> = {}): TranscriptMessage => ({
  author: null,
  isVisitors: true,
  byMail: false,
  at: AT,
  text: 'Where is my order?',
  files: [],
  ...change,
});
const write = (messages: readonly TranscriptMessage[], isCut = false) =>
  writeTranscript('en', { organisation: 'Warm Bread', ticketNumber: 1042, messages, isCut, timeZone: 'UTC' });

describe('writeTranscript', () => {
  test('each message with who said it and when, in order', () => {
    const { subject, text } = write([
      said(),
      said({ author: 'Anna', isVisitors: false, text: 'On its way', files: ['bill.pdf'] }),
      said({ byMail: true, text: 'Thanks' }),
      said({ isVisitors: false, text: 'We are closed now' }),
    ]);
    expect(subject).toBe('Warm Bread: your chat with us (No. 1042)');
    expect(text).toContain(`You, 23 November 2026, 11:05 (UTC)
Where is my order?

Anna, 23 November 2026, 11:05 (UTC)
On its way
Files: bill.pdf

You, 23 November 2026, 11:05 (UTC), by mail
Thanks

Warm Bread, 23 November 2026, 11:05 (UTC)
We are closed now`);
  });

  test('of a message that is very long the beginning is in it, and what was said before and after it', () => {
    const log = `${'x'.repeat(39_999)}😀${'y'.repeat(600_000)}`;
    const { text } = write([said(), said({ byMail: true, text: log }), said({ text: 'Thanks' })]);
    for (const part of ['Where is my order?', `${'x'.repeat(39_999)}…`, 'Thanks']) expect(text).toContain(part);
    expect(text).not.toContain('did not fit');
    expect(write([said({ byMail: true, text: log })]).text).toContain('xxx…');
  });

  test("a visitor's words are text in it, and no link (threat:H1)", () => {
    const evil = '<script>alert(1)</script><a href="https://evil.example/x">win</a>';
    const { text, html } = write([said({ text: evil, files: ['<b>evil.example</b>'] })]);
    expect(html).not.toMatch(/<script|<a |<b>/);
    expect(`${text}${html}`).not.toMatch(/:\/\/|evil\.example/);
  });

  test('of an endless chat the newest part is sent, and it says so', () => {
    const long = Array.from({ length: 60 }, (_, n) => said({ text: `${n} ${'x'.repeat(7_990)}` }));
    const { text } = write(long);
    expect(text).toContain('The beginning of the chat did not fit in here.');
    expect(text).toContain('\n59 x');
    expect(text).not.toContain('\n0 x');
    expect(write([said()], true).text).toContain('did not fit');
    expect(write([said()]).text).not.toContain('did not fit');
  });
});
