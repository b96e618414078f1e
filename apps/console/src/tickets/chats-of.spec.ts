import type { Conversation } from '../api/shapes.js';
import { chatsOf } from './chats-of.js';

const conversation = (chat: Partial<NonNullable<Conversation['chat']>> | null, over: Partial<Conversation> = {}): Conversation => ({
  id: 'c',
  inbox: { id: 'i', name: 'bot' },
  channel: 'telegram',
  externalKey: '0:7:0',
  current: true,
  chat: chat && { kind: 'private', title: null, username: null, business: false, topic: null, ...chat },
  blockedAt: null,
  answersGoTo: [],
  answer: null,
  ...over,
});
const signs = (one: Conversation) => chatsOf({ conversations: [one] });

test.each<[string, Conversation, object[]]>([
  ['of a mail nothing', conversation(null), []],
  ["of the customer's own chat nothing", conversation({ username: 'anna' }), []],
  ['that it is blocked', conversation({}, { blockedAt: '2026-01-05T07:12:00Z' }), [{ kind: null, blocked: true }]],
  ['a group by its name', conversation({ kind: 'group', title: 'Shop' }), [{ kind: 'group', title: 'Shop', topic: null }]],
  [
    'a topic of it',
    conversation({ kind: 'group', title: 'Shop' }, { externalKey: '0:-100:44' }),
    [{ topic: { title: null, number: '44' } }],
  ],
  [
    'a topic of it by its name',
    conversation({ kind: 'group', title: 'Shop', topic: 'Returns' }, { externalKey: '0:-100:44' }),
    [{ topic: { title: 'Returns', number: '44' } }],
  ],
  ['whose business account', conversation({ business: true, title: 'Olga' }), [{ kind: 'business', title: 'Olga' }]],
  ['of one that is current no longer nothing', conversation({ kind: 'group' }, { current: false }), []],
])('of a chat is said: %s', (_rule, one, wanted) => {
  expect(signs(one)).toMatchObject(wanted);
});
