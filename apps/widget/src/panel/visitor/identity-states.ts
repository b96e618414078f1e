/** What the site asks for. `token`: its JWT; null: it makes one when it is asked. */
export type Asked = { readonly kind: 'identify'; readonly token: string | null } | { readonly kind: 'logout' };

export type IdentityEvent =
  | Asked
  /** The site's answer to `want-token`. */
  | { readonly kind: 'token'; readonly token: string | null }
  /** The server's answers to `identify`. */
  | { readonly kind: 'known' }
  | { readonly kind: 'refused'; readonly code: string }
  /** `leave` is done. */
  | { readonly kind: 'left' }
  /** The server knows this browser no longer. */
  | { readonly kind: 'lost' };

export type Effect =
  | { readonly kind: 'want-token' }
  | { readonly kind: 'identify'; readonly token: string }
  | { readonly kind: 'leave' }
  | { readonly kind: 'identified' }
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'logged-out' };

export type IdentityState = {
  readonly isKnown: boolean;
  /** As the last token said it: whether it is the same user is the server's to say. Null: nobody, or not known. */
  readonly sub: string | null;
  readonly doing: 'nothing' | 'waiting' | 'identifying' | 'leaving';
  /** What is being identified with; and whether the site made it just now. */
  readonly token: string | null;
  readonly isFresh: boolean;
  /** What the site asked for meanwhile: what is overtaken by a later wish is not there. */
  readonly next: readonly Asked[];
};

export const NOBODY: IdentityState = { isKnown: false, sub: null, doing: 'nothing', token: null, isFresh: false, next: [] };

type Step = readonly [IdentityState, readonly Effect[]];

/** What follows from what happened: one thing is done at a time, in the site's order, and a user is left before another one is entered. */
export function step(state: IdentityState, event: IdentityEvent): Step {
  switch (event.kind) {
    case 'logout':
      return proceed({ ...idle(state), next: [event] });
    case 'identify':
      return proceed({ ...idle(state), next: [...state.next.filter(({ kind }) => kind === 'logout'), event] });
    case 'token':
      if (state.doing !== 'waiting') return [state, []];
      if (event.token === null) return told(state, { kind: 'error', code: 'no-token' });
      return enter({ ...state, isFresh: true }, event.token);
    case 'known':
      return told({ ...state, isKnown: true, sub: state.token && subOf(state.token) }, { kind: 'identified' });
    case 'refused':
      if (event.code === 'identity-expired' && !state.isFresh) return [{ ...state, doing: 'waiting' }, [{ kind: 'want-token' }]];
      return told(state, { kind: 'error', code: event.code });
    case 'left':
      return told(
        { ...state, isKnown: false, sub: null },
        ...(state.next[0]?.kind === 'identify' ? [] : [{ kind: 'logged-out' } as const]),
      );
    case 'lost':
      if (!state.isKnown || state.doing !== 'nothing') return [state, []];
      return [{ ...NOBODY, doing: 'waiting' }, [{ kind: 'want-token' }]];
  }
}

/** Who is waited for is overtaken; what is under way is not. */
function idle(state: IdentityState): IdentityState {
  return state.doing === 'waiting' ? { ...state, doing: 'nothing' } : state;
}

function told(state: IdentityState, ...effects: readonly Effect[]): Step {
  const [after, more] = proceed({ ...state, doing: 'nothing', token: null, isFresh: false });
  return [after, [...effects, ...more]];
}

function proceed(state: IdentityState): Step {
  const [first, ...next] = state.next;
  if (state.doing !== 'nothing' || !first) return [state, []];
  const rest = { ...state, next };
  if (first.kind === 'logout') return [{ ...rest, doing: 'leaving' }, [{ kind: 'leave' }]];
  if (first.token === null) return [{ ...rest, doing: 'waiting' }, [{ kind: 'want-token' }]];
  return enter({ ...rest, isFresh: false }, first.token);
}

/** Who is somebody else already goes first. */
function enter(state: IdentityState, token: string): Step {
  const sub = subOf(token);
  if (state.sub !== null && sub !== null && sub !== state.sub)
    return [{ ...state, doing: 'leaving', next: [{ kind: 'identify', token }, ...state.next] }, [{ kind: 'leave' }]];
  return [{ ...state, doing: 'identifying', token }, [{ kind: 'identify', token }]];
}

/** What a JWT says of its user, unproved. */
export function subOf(token: string): string | null {
  try {
    const bytes = Uint8Array.from(atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
    const { sub } = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown };
    return typeof sub === 'string' ? sub : null;
  } catch {
    return null;
  }
}
