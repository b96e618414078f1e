import type { ChatFrame } from '@app/contracts';
import { Cell } from '../state/cell.js';
import { type ChatState, emptyChat } from '../state/chat-state.js';
import { MailRequests } from './mail-requests.js';

/** What is asked for by mail, over a line that is there or not. */
function asking() {
  const state = new Cell<ChatState>(emptyChat({ open: false, nextOpenAt: null }));
  const sent: ChatFrame[] = [];
  const line = { isThere: true };
  const mail = new MailRequests(state, (frame) => {
    if (line.isThere) sent.push(frame);
    return line.isThere;
  });
  return { mail, sent, line, request: () => state.value.request };
}

const ADDRESS = { address: { email: 'maria@example.test' } };
const TRANSCRIPT = { transcript: { email: 'maria@example.test' } };

test.each([
  ['address', ADDRESS],
  ['transcript', TRANSCRIPT],
] as const)('%s: asked for without a line, it goes with the next one, once', (kind, frame) => {
  const { mail, sent, line, request } = asking();
  line.isThere = false;
  mail.ask(kind, 'maria@example.test');
  mail.disconnected();
  expect([sent, request()]).toEqual([[], { kind, email: 'maria@example.test', error: null }]);
  line.isThere = true;
  mail.connected();
  mail.connected();
  expect(sent).toEqual([frame]);
});

test('an address that was not answered on a lost line is told again', () => {
  const { mail, sent } = asking();
  mail.ask('address', 'maria@example.test');
  mail.disconnected();
  mail.connected();
  expect(sent).toEqual([ADDRESS, ADDRESS]);
});

test('a transcript that was not answered on a lost line is never asked for again by itself: it may have been sent', () => {
  const { mail, sent, request } = asking();
  mail.ask('transcript', 'maria@example.test');
  mail.disconnected();
  mail.connected();
  expect([sent, request()?.error?.code]).toEqual([[TRANSCRIPT], 'offline']);
});

test('what is put away while it waits is not sent', () => {
  const { mail, sent, line } = asking();
  line.isThere = false;
  mail.ask('address', 'maria@example.test');
  mail.forget();
  line.isThere = true;
  mail.connected();
  expect(sent).toEqual([]);
});

test('a refusal of something else says nothing of what waits', () => {
  const { mail, line, request } = asking();
  line.isThere = false;
  mail.ask('address', 'maria@example.test');
  mail.hear({ error: { code: 'too-fast', text: 'Slower.' } });
  expect(request()?.error).toBeNull();
});
