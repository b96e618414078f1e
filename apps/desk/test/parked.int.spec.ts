import { makeEvent } from '@app/bus';
import { type Parked, TicketChanged } from '@app/contracts';
import { DeskError } from '@app/domain';
import { eventually } from '@app/testing';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';
import { World } from './world.js';

describe('parked events', () => {
  let desk: DeskUnderTest;
  let admin: ApiClient;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    admin = await desk.signedIn({ role: 'admin' });
  });
  afterAll(() => desk.close());

  const list = async () => (await admin.get<{ data: Parked[] }>('/parked')).body.data;

  test('an event that its handler refuses is listed with its reason, replayed by an admin, and handled; the list is empty', async () => {
    const { bus } = desk.provided;
    const { id, number } = await (await World.of(desk)).ticket();
    const event = makeEvent(TicketChanged, { ticketId: id, number, teamId: id, version: 1, changed: [], state: 'new', assigneeId: null });
    const handled: string[] = [];
    let isBroken = true;
    const consumption = await bus.consume({
      group: 'test of parking',
      contracts: [TicketChanged],
      onEvents: async (events) => {
        if (isBroken && events.some((one) => one.id === event.id))
          throw new DeskError('invalid', 'skill-missing', 'Refused.', { params: { skill: 'x' } });
        handled.push(...events.map((one) => one.id));
      },
    });
    await bus.publish([event]);
    const [parked] = await eventually(
      async () => {
        const rows = await list();
        expect(rows).toMatchObject([
          { eventId: event.id, group: 'test of parking', type: 'ticket.changed.v1', reason: { code: 'skill-missing' } },
        ]);
        return rows;
      },
      { timeoutMs: 60_000 },
    );
    isBroken = false;
    expect((await admin.post(`/parked/${parked?.id}/replay`)).status).toBe(202);
    await eventually(() => expect(handled).toContain(event.id));
    expect(await list()).toEqual([]);
    await consumption.close();
  });

  test('what nobody can read is said to be so, and can be dropped', async () => {
    const world = await World.of(desk);
    const id = await world.parked();
    await desk.store.query(`update parked set data = 'no json' where id = $1`, [id]);
    expect(await admin.post(`/parked/${id}/replay`)).toMatchObject({ status: 400, body: { code: 'parked-unreadable' } });
    expect((await admin.call('DELETE', `/parked/${id}`)).status).toBe(204);
    expect((await admin.call('DELETE', `/parked/${id}`)).status).toBe(404);
  });
});
