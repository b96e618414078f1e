import { isView, listQuery, narrowingOf, TicketSearch, widened } from './ticket-search.js';
import { parseSearch, stringifySearch } from './url-search.js';

const read = (address: string) => TicketSearch.parse(parseSearch(address));

describe('the address of a ticket list', () => {
  test('a key given once or often is a list', () => {
    expect(read('?state=new').state).toEqual(['new']);
    expect(read('?state=new&state=open').state).toEqual(['new', 'open']);
  });

  test('what is wrong counts as not given, and the rest stays', () => {
    expect(read('?state=lost&assignee=me&sort=up&q=')).toEqual({ assignee: 'me' });
  });

  test('unknown keys are left out, so that they never reach the API', () => {
    expect(read('?assignee=me&debug=1')).toEqual({ assignee: 'me' });
  });

  test('what is written is read back', () => {
    const search = read('?state=new&state=open&team=t1&q=%D1%81%D1%87%D1%91%D1%82&sort=-lastMessageAt');
    expect(read(stringifySearch(search))).toEqual(search);
    expect(stringifySearch({})).toBe('');
  });
});

describe('listQuery', () => {
  test('gives the API only what is given', () => {
    expect(listQuery(read('?assignee=none&state=new'))).toEqual({ assignee: 'none', state: ['new'] });
    expect(listQuery(read('?spam=true'))).toEqual({ spam: 'true' });
    expect(listQuery(read(''))).toEqual({});
  });
});

describe('views', () => {
  const mine = { assignee: 'me', state: ['open', 'new'] } satisfies TicketSearch;

  test('the order of states does not matter, and filters do not change which view it is', () => {
    expect(isView(read('?assignee=me&state=new&state=open&q=x'), mine)).toBe(true);
  });

  test('another state or team is another view', () => {
    expect(isView(read('?assignee=me&state=open'), mine)).toBe(false);
    expect(isView(read('?assignee=me&state=open&state=new&team=t1'), mine)).toBe(false);
  });

  test('narrowing filters are counted and can be taken off', () => {
    const search = read('?state=new&channel=email&q=x&sort=createdAt');
    expect(narrowingOf(search)).toEqual(['channel', 'q']);
    expect(widened(search)).toEqual({ state: ['new'], sort: 'createdAt' });
  });
});
