import { type Route, ROUTES } from '@app/contracts';
import { LANGUAGES, words } from '@app/service';

const codes = [...new Set(Object.values<Route>(ROUTES).flatMap((route) => route.errors ?? []))];

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(codes)('the error %s of the API has words', (code) => {
    expect(words(language).knows(code)).toBe(true);
  });

  test('a change of state is told with the names of states', () => {
    const text = words(language).reason({ code: 'event.state-changed', params: { from: 'open', to: 'solved' } });
    expect(text).not.toMatch(/\$t|\{\{|state\./);
  });
});
