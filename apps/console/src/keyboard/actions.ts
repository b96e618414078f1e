/**
 * Everything that can be done by key: the one registry that the keyboard, the help, the tooltips and the palette read.
 * Words are in the catalogs under `action`.
 */
export const ACTIONS = {
  next: { keys: ['j'], group: 'list' },
  previous: { keys: ['k'], group: 'list' },
  open: { keys: ['o'], group: 'list' },
  back: { keys: ['u', 'escape'], group: 'list' },
  search: { keys: ['/'], group: 'list' },
  reply: { keys: ['r'], group: 'ticket' },
  replyTo: { keys: ['q'], group: 'ticket' },
  replyAll: { keys: ['shift+r'], group: 'ticket' },
  recipients: { keys: ['t'], group: 'ticket' },
  note: { keys: ['n'], group: 'ticket' },
  assign: { keys: ['a'], group: 'ticket' },
  assignMe: { keys: ['i'], group: 'ticket' },
  priority: { keys: ['p'], group: 'ticket' },
  tag: { keys: ['l'], group: 'ticket' },
  solve: { keys: ['e'], group: 'ticket' },
  solveAndNext: { keys: ['shift+e'], group: 'ticket' },
  newMessage: { keys: ['c'], group: 'everywhere' },
  help: { keys: ['?'], group: 'everywhere' },
  palette: { keys: ['mod+k'], group: 'everywhere' },
} as const satisfies Record<string, { keys: readonly string[]; group: 'list' | 'ticket' | 'everywhere' }>;

export type Action = keyof typeof ACTIONS;
export const ACTION_NAMES = Object.keys(ACTIONS) as Action[];

const BY_KEY = new Map<string, Action>(ACTION_NAMES.flatMap((action) => ACTIONS[action].keys.map((key) => [key, action] as const)));

/**
 * The action that a key means, or null.
 *
 * @param typing whether the focus is in a field: then only what is held with Ctrl or Command counts
 * @param singleKeys whether the agent has left shortcuts of one key switched on (WCAG 2.1.4)
 */
export function actionOf(key: string, typing: boolean, singleKeys: boolean): Action | null {
  const action = BY_KEY.get(key) ?? null;
  if (key.startsWith('mod+') || action === null) return action;
  if (key === 'escape') return typing ? null : action;
  return typing || !singleKeys ? null : action;
}

/** A key as it is engraved: `Ctrl K`, `⇧ E`. */
export function shownKey(key: string, mac: boolean): string {
  const names: Record<string, string> = { mod: mac ? '⌘' : 'Ctrl', shift: mac ? '⇧' : 'Shift', escape: 'Esc', enter: '↵' };
  return key
    .split('+')
    .map((part) => names[part] ?? part.toUpperCase())
    .join(' ');
}
