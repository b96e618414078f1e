import { aMessage, aTicket } from '../api/builders.js';
import type { Conversation, TicketDetail } from '../api/shapes.js';
import { changeDraft, draftOf } from '../composer/drafts.js';
import { answeringOf, leftOut, participantsOf, suggestionOf } from './answering.js';
import { NOBODY } from './person.js';

const person = (name: string) => ({ name, address: `${name}@example.test` });
const [ivan, maria, eve] = [person('ivan'), person('maria'), person('eve')];

const conversation = (id: string, answer: Conversation['answer']): Conversation => ({
  id,
  inbox: { id: 'i-1', name: 'support' },
  channel: answer ? 'email' : 'telegram',
  externalKey: id,
  current: true,
  chat: null,
  blockedAt: null,
  answersGoTo: answer?.to ?? [],
  answer,
});
const suggested = (to = [ivan], cc = [maria]) => ({ to, cc, joined: [], signature: null, quote: false, sizeLimit: 25_000_000 });
const ticket = (...conversations: Conversation[]): TicketDetail => ({ ...aTicket(), conversations, timeline: [], timelinePrevious: null });

describe('to whom an answer goes', () => {
  test('fail:S8 untouched, to everyone of the last mail', () => {
    expect(answeringOf(ticket(conversation('c', suggested())), draftOf(1)).recipients).toEqual({ to: [ivan], cc: [maria], bcc: [] });
  });

  test('in the conversation that the customer wrote in last', () => {
    const mail = conversation('mail', suggested());
    const chat = conversation('chat', null);
    const both = {
      ...ticket(mail, chat),
      timeline: [aMessage({ conversationId: 'mail' }), aMessage({ kind: 'reply', conversationId: 'chat' })],
    };
    expect(answeringOf(both, draftOf(1)).conversation).toBe(mail);
  });

  test('in a chat to nobody but whom it is with', () => {
    expect(answeringOf(ticket(conversation('c', null)), draftOf(1))).toMatchObject({ answer: null, recipients: NOBODY });
  });

  test('fail:S7 recipients made for an earlier mail do not get the answer to a later one, unless something is written to them', () => {
    const before = suggested();
    const after = ticket(conversation('c', suggested([eve], [])));
    changeDraft(2, () => ({ recipients: { ...NOBODY, to: [ivan] }, suggestion: suggestionOf(before) }));
    expect(answeringOf(ticket(conversation('c', before)), draftOf(2)).recipients.to).toEqual([ivan]);
    expect(answeringOf(after, draftOf(2)).recipients.to).toEqual([eve]);
    changeDraft(2, () => ({ reply: 'Dear Ivan' }));
    const { answer, recipients } = answeringOf(after, draftOf(2));
    expect(recipients.to).toEqual([ivan]);
    expect(answer && leftOut(answer, recipients)).toEqual([eve]);
  });
});

test('people who can be chosen are those of the mails, each once; machines are not among them', () => {
  const timeline = [
    aMessage({ from: ivan, to: [maria] }),
    aMessage({ from: maria, cc: [eve] }),
    aMessage({ from: person('mailer-daemon'), automatic: true }),
  ];
  expect(participantsOf({ ...ticket(), timeline })).toEqual([ivan, maria, eve]);
});
