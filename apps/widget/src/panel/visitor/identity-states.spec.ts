import { fc } from '@app/fuzz';
import { type Effect, type IdentityEvent, type IdentityState, NOBODY, step, subOf } from './identity-states.js';

const tokenOf = (sub: string, n = 0) => `h.${Buffer.from(JSON.stringify({ sub, n })).toString('base64url')}.s`;
const ANNA = tokenOf('anna');
const BORIS = tokenOf('boris');

/** Plays events; @returns what was done, and where it ended. */
function play(...events: readonly IdentityEvent[]): { readonly done: string[]; readonly state: IdentityState } {
  let state = NOBODY;
  const done: string[] = [];
  for (const event of events) {
    const [after, effects] = step(state, event);
    state = after;
    done.push(...effects.map(said));
  }
  return { done, state };
}
function said(effect: Effect): string {
  if (effect.kind === 'identify') return `identify ${subOf(effect.token) ?? '?'}`;
  return effect.kind === 'error' ? `error ${effect.code}` : effect.kind;
}

const identify = (token: string | null): IdentityEvent => ({ kind: 'identify', token });
const token = (given: string | null): IdentityEvent => ({ kind: 'token', token: given });
const refused = (code: string): IdentityEvent => ({ kind: 'refused', code });
const [known, left, logout, lost] = [{ kind: 'known' }, { kind: 'left' }, { kind: 'logout' }, { kind: 'lost' }] as const;

describe('who the site’s user is', () => {
  test.each<readonly [string, readonly IdentityEvent[], readonly string[]]>([
    ['a token is brought to the server', [identify(ANNA), known], ['identify anna', 'identified']],
    ['a site that makes tokens is asked for one', [identify(null), token(ANNA), known], ['want-token', 'identify anna', 'identified']],
    ['a site that has none is told so', [identify(null), token(null)], ['want-token', 'error no-token']],
    [
      'one that has expired is asked for anew, once',
      [identify(ANNA), refused('identity-expired'), token(ANNA), refused('identity-expired')],
      ['identify anna', 'want-token', 'identify anna', 'error identity-expired'],
    ],
    ['one that is forged is told', [identify(ANNA), refused('identity-forged')], ['identify anna', 'error identity-forged']],
    ['a token that nobody asked for is nothing', [token(ANNA)], []],
    [
      'the same user again is brought again',
      [identify(ANNA), known, identify(ANNA), known],
      ['identify anna', 'identified', 'identify anna', 'identified'],
    ],
    [
      'fail:W16 another user enters after the one before has left',
      [identify(ANNA), known, identify(BORIS), left, known],
      ['identify anna', 'identified', 'leave', 'identify boris', 'identified'],
    ],
    ['who logs out leaves', [identify(ANNA), known, logout, left], ['identify anna', 'identified', 'leave', 'logged-out']],
    ['who is nobody may log out, too', [logout, left], ['leave', 'logged-out']],
    ['what was asked for meanwhile waits', [identify(ANNA), logout, known, left], ['identify anna', 'identified', 'leave', 'logged-out']],
    [
      'a later wish overtakes those that wait',
      [identify(ANNA), identify(ANNA), identify(BORIS), known, left, known],
      ['identify anna', 'identified', 'leave', 'identify boris', 'identified'],
    ],
    ['who logs out waits for no token', [identify(null), logout, left, token(ANNA)], ['want-token', 'leave', 'logged-out']],
    [
      'a browser that was forgotten asks who its user is',
      [identify(ANNA), known, lost, token(ANNA), known],
      ['identify anna', 'identified', 'want-token', 'identify anna', 'identified'],
    ],
    ['one that knew nobody does not', [lost], []],
  ])('%s', (_rule, events, done) => expect(play(...events).done).toEqual(done));

  test('users’ ids of any script are read; what is no token has none', () => {
    expect(subOf(tokenOf('Анна 😀'))).toBe('Анна 😀');
    for (const bad of ['', 'a', 'a.b.c', `a.${btoa('[]')}.c`, `a.${btoa('{"sub":7}')}.c`]) expect(subOf(bad)).toBeNull();
  });

  test('users.md 4.4.7 whatever a site asks for and a server answers: one thing at a time, nobody enters before the other has left, and the last wish holds', () => {
    const ask = fc.constantFrom<IdentityEvent>(identify(ANNA), identify(BORIS), identify(tokenOf('anna', 1)), identify(null), logout);
    const answer = fc.record({
      ok: fc.boolean(),
      code: fc.constantFrom('identity-expired', 'identity-forged'),
      token: fc.constantFrom(ANNA, BORIS, null),
    });
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            ask.map((asked) => ({ asked })),
            answer.map((answered) => ({ answered })),
          ),
          { maxLength: 40 },
        ),
        (script) => {
          const world = new World();
          let last: IdentityEvent | null = null;
          for (const entry of script) {
            if ('asked' in entry) world.happen((last = entry.asked));
            else world.answer(entry.answered);
          }
          for (let n = 0; n < 60 && world.pending !== null; n += 1) world.answer({ ok: true, code: '', token: ANNA });
          expect(world.pending).toBeNull();
          expect(world.state).toMatchObject({ doing: 'nothing', next: [] });
          expect(last?.kind === 'logout' ? world.who : null).toBeNull();
          expect(world.state.isKnown).toBe(world.who !== null);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  /** A site and a server around the machine. */
  class World {
    state = NOBODY;
    /** Whom the server takes the browser for. */
    who: string | null = null;
    pending: Effect | null = null;

    happen(event: IdentityEvent): void {
      const [after, effects] = step(this.state, event);
      this.state = after;
      for (const effect of effects) {
        if (effect.kind === 'identified' || effect.kind === 'error' || effect.kind === 'logged-out') continue;
        // Only who is waited for may be overtaken.
        if (this.pending !== null) expect(this.pending.kind).toBe('want-token');
        if (effect.kind === 'identify' && this.who !== null) expect(subOf(effect.token)).toBe(this.who);
        this.pending = effect;
      }
      if (this.pending?.kind === 'want-token' && after.doing !== 'waiting') this.pending = null;
    }

    answer({ ok, code, token: given }: { ok: boolean; code: string; token: string | null }): void {
      const { pending } = this;
      this.pending = null;
      if (pending?.kind === 'want-token') this.happen({ kind: 'token', token: given });
      if (pending?.kind === 'leave') {
        this.who = null;
        this.happen(left);
      }
      if (pending?.kind !== 'identify') return;
      if (ok) this.who = subOf(pending.token);
      this.happen(ok ? known : { kind: 'refused', code });
    }
  }
});
