import { type Candidate, decideRound, type WaitingTicket } from './routing.js';

let n = 0;
const aTicket = (changes: Partial<WaitingTicket> = {}): WaitingTicket => ({
  id: `ticket-${++n}`,
  version: 1,
  priority: 'normal',
  waitingSince: new Date(1_000_000 + n),
  required: new Map(),
  ...changes,
});
const anAgent = (changes: Partial<Candidate> = {}): Candidate => ({
  id: `agent-${++n}`,
  skills: new Map(),
  load: 0,
  capacity: 6,
  assignedAt: null,
  ...changes,
});
const given = (tickets: WaitingTicket[], agents: Candidate[]) => decideRound(tickets, agents).map((one) => [one.ticketId, one.agentId]);

describe('who gets which ticket', () => {
  test('need:S4 least share of load wins, not least count', () => {
    const half = anAgent({ load: 2, capacity: 4 });
    const fifth = anAgent({ load: 4, capacity: 20 });
    const ticket = aTicket();
    expect(given([ticket], [half, fifth])).toEqual([[ticket.id, fifth.id]]);
  });

  test('a full agent is passed over; when all are full the ticket waits', () => {
    const full = anAgent({ load: 6 });
    const free = anAgent({ load: 5 });
    const [first, second] = [aTicket(), aTicket()];
    expect(given([first, second], [full, free])).toEqual([[first.id, free.id]]);
  });

  test('nobody has the skill at its level: the ticket waits, the next one does not', () => {
    const agent = anAgent({ skills: new Map([['billing', 2]]) });
    const hard = aTicket({ required: new Map([['billing', 3]]) });
    const easy = aTicket({ required: new Map([['billing', 2]]) });
    expect(given([hard, easy], [agent])).toEqual([[easy.id, agent.id]]);
  });

  test('need:S3 urgent first, then who has waited longest', () => {
    const agent = anAgent({ capacity: 2 });
    const old = aTicket();
    const young = aTicket();
    const urgent = aTicket({ priority: 'urgent' });
    expect(given([young, old, urgent], [agent]).map(([ticket]) => ticket)).toEqual([urgent.id, old.id]);
  });

  test('equal load: whoever was given nothing for longest', () => {
    const early = anAgent({ assignedAt: new Date(1) });
    const late = anAgent({ assignedAt: new Date(2) });
    const never = anAgent();
    const tickets = [aTicket(), aTicket(), aTicket()];
    expect(given(tickets, [late, early, never]).map(([, agent]) => agent)).toEqual([never.id, early.id, late.id]);
  });

  test('nobody with capacity 0 is given anything', () => {
    expect(given([aTicket()], [anAgent({ capacity: 0 })])).toEqual([]);
  });

  test('the reason says what was weighed', () => {
    const ticket = aTicket({ required: new Map([['billing', 2]]) });
    const able = anAgent({ skills: new Map([['billing', 4]]), load: 1 });
    const [decision] = decideRound([ticket], [able, anAgent()]);
    expect(decision?.reason).toEqual({
      code: 'only-able',
      params: { load: 1, capacity: 6, able: 1, skill: 'billing', level: 4, skills: 1 },
    });
  });
});
