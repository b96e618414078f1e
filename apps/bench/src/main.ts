import { parseArgs } from 'node:util';
import { benchChat } from './chat.js';
import { benchDelivered } from './delivered.js';
import { benchHostile } from './hostile.js';
import { benchIntake, benchMixed } from './intake.js';
import { say } from './bench-line.js';
import { benchSend } from './send.js';
import { benchSockets } from './sockets.js';

const BENCHES: Readonly<Record<string, (options: { mails: number; json: boolean }) => Promise<void>>> = {
  intake: benchIntake,
  mixed: benchMixed,
  delivered: benchDelivered,
  hostile: benchHostile,
  send: benchSend,
  chat: benchChat,
  sockets: benchSockets,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, mails: { type: 'string', default: '20000' } },
});
const bench = BENCHES[positionals[0] ?? ''];
if (!bench) {
  say(`usage: npm run -s bench -- ${Object.keys(BENCHES).join('|')} [--json] [--mails N]`);
  process.exit(2);
}
await bench({ mails: Number(values.mails), json: values.json });
