import { DeskError } from '@app/domain';
import { type MailTrace, traceMail } from '@app/store';
import { type Command, word } from './command.js';

const SHA256 = /^[0-9a-f]{64}$/i;

export const trace: Command = {
  name: 'trace',
  usage: 'MESSAGE-ID',
  about: 'Tells what became of a mail, by its Message-ID or the SHA-256 of its bytes: when it was taken, its outcome, its ticket.',
  takes: 1,
  async run(call) {
    const { store } = await call.database();
    const asked = word(call).trim();
    const id = SHA256.test(asked) ? asked.toLowerCase() : `<${asked.replace(/^<|>$/g, '')}>`;
    const found = await traceMail(store, id);
    if (found.length === 0) throw new DeskError('missing', 'mail-not-known', `No mail ${id} has been taken in.`);
    for (const one of found) call.out.item({ ...one, receivedAt: one.receivedAt.toISOString() }, inWords(one));
    return 0;
  },
};

function inWords({ inbox, receivedAt, outcome, ticket, externalId }: MailTrace): string {
  const where = ticket === null ? 'no ticket' : `ticket ${ticket}`;
  return `${receivedAt.toISOString()}  ${inbox}  ${outcome}  ${where}${externalId === null ? '' : `  sha256 ${externalId}`}`;
}
