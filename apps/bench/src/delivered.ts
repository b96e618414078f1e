import { setTimeout as wait } from 'node:timers/promises';
import { ANNA, Neighbours, ProductApi, StandaloneInstallation } from '@app/testing';
import { latencyLine, print, say } from './bench-line.js';
import { smallMails } from './bench-mails.js';

const MOST_MAILS = 60;
/** Dovecot looks for new mail of an idling client this often, so that mails must not keep step with it. */
const DOVECOT_IDLE_MS = 500;

/** A mail lies in the mailbox → the agent's console was told and can read the ticket, in `standalone` with IDLE. */
export async function benchDelivered({ mails, json }: { mails: number; json: boolean }): Promise<void> {
  const count = Math.min(mails, MOST_MAILS);
  say(`bench delivered: ${count} mails, one after the other`);
  await using neighbours = await Neighbours.start();
  await using product = await StandaloneInstallation.start(neighbours);
  const api = await ProductApi.signIn(product.staffUrl, ANNA);
  let told = (_ticket: number): void => {};
  const socket = await api.live(({ type, ticket }) => {
    if (type === 'ticket.message-added' && ticket !== null) told(ticket.number);
  });
  const delays: number[] = [];
  for (const raw of smallMails(count)) {
    await wait(Math.random() * DOVECOT_IDLE_MS);
    const number = new Promise<number>((resolve) => {
      told = resolve;
    });
    const deliveredAt = performance.now();
    neighbours.dovecot.deliver(Neighbours.support, raw);
    await api.ticket(await number);
    delays.push(performance.now() - deliveredAt);
  }
  socket.close();
  // The first ones find everything cold: a person does not work in the first minute only.
  print(latencyLine('delivered', 'postgres-bus', delays.slice(Math.floor(count / 10))), json);
}
