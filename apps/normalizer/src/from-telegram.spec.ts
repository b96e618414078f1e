import { makeEvent } from '@app/bus';
import { UpdateReceived } from '@app/contracts';
import { aBlob } from '@app/testing';
import { cleanText } from './clean-text.js';
import { fromTelegram } from './from-telegram.js';

const chat = { id: 42, type: 'private' };
const from = { id: 42, first_name: 'Мария', last_name: 'П.', language_code: 'ru-RU' };

function understand(update: object) {
  const bytes = Buffer.from(JSON.stringify({ update_id: 1, ...update }));
  const event = makeEvent(UpdateReceived, {
    inboxId: '0190c5a0-0000-7000-8000-000000000001',
    externalId: 'x',
    receivedAt: '2026-01-05T10:00:00.000Z',
    carried: { kind: 'inline' },
    botId: '1',
    updateId: 1,
    chatKey: '0:42:0',
  });
  return fromTelegram(event, aBlob(bytes), bytes);
}

describe('what an update means', () => {
  test('a text of a private chat is a message of that chat', () => {
    expect(understand({ message: { message_id: 7, date: 1_700_000_000, chat, from, text: 'Где мой заказ?' } })).toMatchObject({
      kind: 'message',
      text: 'Где мой заказ?',
      sender: { address: '42', name: 'Мария П.', language: 'ru', proved: 'telegram' },
      place: { kind: 'chat', externalKey: '0:42:0' },
      sourceAt: new Date(1_700_000_000_000),
      files: [],
    });
  });

  test('of a photo the largest size is fetched, its caption is the text', () => {
    const photo = [
      { file_id: 'small', width: 90, height: 90 },
      { file_id: 'large', width: 800, height: 600, file_size: 5000 },
    ];
    expect(understand({ message: { message_id: 8, date: 1, chat, from, photo, caption: 'вот' } })).toMatchObject({
      text: 'вот',
      files: [{ kind: 'waiting', size: 5000, source: { fileId: 'large' } }],
    });
  });

  test('a kind of message that is not known is still a message, and says so', () => {
    expect(understand({ message: { message_id: 9, date: 1, chat, from, paid_media: {} } })).toMatchObject({
      kind: 'message',
      problem: { code: 'message-kind-unknown' },
    });
  });

  test('an edit names the message that it changes', () => {
    expect(understand({ edited_message: { message_id: 7, date: 1, edit_date: 2, chat, from, text: 'twelve' } })).toMatchObject({
      kind: 'edit',
      of: '1:message:42:7',
      text: 'twelve',
    });
  });

  test('what is no message is kept as it came', () => {
    expect(understand({ poll: { id: '1' } })).toMatchObject({ kind: 'other', outcome: 'update-unsupported' });
    expect(understand({ message: 'no object' })).toMatchObject({ kind: 'other', outcome: 'update-unreadable' });
    expect(understand({ message: { message_id: 1, date: 1, chat, from, text: '/start' } })).toMatchObject({
      kind: 'other',
      outcome: 'started',
    });
  });

  test('fail:P7 what the database cannot hold is taken out of every string', () => {
    const half = JSON.parse('"a\\ud83d"') as string;
    const message = understand({ message: { message_id: 7, date: 1, chat, from, text: `a\0b ${half}` } });
    expect(cleanText(message)).toMatchObject({ text: 'ab a\ufffd' });
    expect(cleanText({ bytes: Buffer.from([0]) }).bytes).toEqual(Buffer.from([0]));
  });
});
