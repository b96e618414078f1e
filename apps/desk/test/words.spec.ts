import { type Route, ROUTES } from '@app/contracts';
import { BUDGETS, NOT_ACKNOWLEDGED } from '@app/domain';
import { LANGUAGES, words } from '@app/service';

const codes = [...new Set(Object.values<Route>(ROUTES).flatMap((route) => route.errors ?? []))];

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(codes)('the error %s of the API has words', (code) => {
    expect(words(language).knows(code)).toBe(true);
  });

  test.each([...NOT_ACKNOWLEDGED, ...BUDGETS])('why a customer was not told that the message has come: %s', (reason) => {
    const text = words(language).reason({ code: 'event.not-acknowledged', params: { reason } });
    expect(text).toMatch(/: [^ ]+ .+/);
    expect(text).not.toMatch(/\$t|\{\{|not-acknowledged/);
  });

  test('a change of state is told with the names of states', () => {
    const text = words(language).reason({ code: 'event.state-changed', params: { from: 'open', to: 'solved' } });
    expect(text).not.toMatch(/\$t|\{\{|state\./);
  });
});
