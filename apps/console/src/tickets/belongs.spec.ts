import { aTicket } from '../api/builders.js';
import { belongs } from './belongs.js';

const boris = { id: 'boris', name: 'Boris', email: 'boris@shop.test', picture: null };

describe('belongs', () => {
  test('without filters every ticket belongs, but spam and what was merged into another', () => {
    expect(belongs(aTicket(), {}, 'me')).toBe(true);
    expect(belongs(aTicket({ spam: true }), {}, 'me')).toBe(false);
    expect(belongs(aTicket({ mergedInto: 7 }), {}, 'me')).toBe(false);
  });

  test('mine, nobody’s and somebody’s are told apart', () => {
    expect(belongs(aTicket({ assignee: boris }), { assignee: 'me' }, 'boris')).toBe(true);
    expect(belongs(aTicket({ assignee: boris }), { assignee: 'me' }, 'anna')).toBe(false);
    expect(belongs(aTicket(), { assignee: 'none' }, 'anna')).toBe(true);
    expect(belongs(aTicket({ assignee: boris }), { assignee: 'none' }, 'anna')).toBe(false);
    expect(belongs(aTicket({ assignee: boris }), { assignee: 'boris' }, 'anna')).toBe(true);
  });

  test('a ticket that was solved leaves the open ones', () => {
    expect(belongs(aTicket({ state: 'solved' }), { state: ['new', 'open'] }, 'me')).toBe(false);
  });

  test('each filter counts', () => {
    const ticket = aTicket({ channel: 'telegram', priority: 'high', tags: ['vip'] });
    expect(belongs(ticket, { channel: ['telegram'], priority: ['high', 'urgent'], tag: ['vip', 'new'] }, 'me')).toBe(true);
    expect(belongs(ticket, { channel: ['email'] }, 'me')).toBe(false);
    expect(belongs(ticket, { tag: ['new'] }, 'me')).toBe(false);
    expect(belongs(ticket, { team: ['other'] }, 'me')).toBe(false);
  });
});
