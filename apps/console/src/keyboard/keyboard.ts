import { useEffect, useRef } from 'react';
import { type Action, actionOf } from './actions.js';
import { keyOf } from './key-of.js';

const SWITCH = 'otklik-single-keys';
const IS_FIELD = 'input, textarea, select, [contenteditable="true"], [role="combobox"]';
/** Where letters choose among the entries, so that they must not act on the ticket behind. */
const TAKES_KEYS = '[role="menu"], [role="listbox"], [role="dialog"]';

type Handler = () => void;
/** The latest handler of an action wins: the innermost screen that is shown. */
const handlers = new Map<Action, Handler[]>();

/** Does something when its key is pressed (or when it is chosen in the palette), for as long as the component is shown. */
export function useAction(action: Action, handler: Handler, active = true): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!active) return;
    const own = (): void => latest.current();
    handlers.set(action, [...(handlers.get(action) ?? []), own]);
    return () => {
      handlers.set(
        action,
        (handlers.get(action) ?? []).filter((one) => one !== own),
      );
    };
  }, [action, active]);
}

/** What can be done now. */
export function availableActions(): Action[] {
  return [...handlers].filter(([, stack]) => stack.length > 0).map(([action]) => action);
}

export function runAction(action: Action): boolean {
  const handler = handlers.get(action)?.at(-1);
  handler?.();
  return handler !== undefined;
}

export function singleKeysOn(): boolean {
  return localStorage.getItem(SWITCH) !== 'off';
}

export function switchSingleKeys(on: boolean): void {
  localStorage.setItem(SWITCH, on ? 'on' : 'off');
}

/** The console's one listener of keys. */
export function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || event.isComposing) return;
  const key = keyOf(event);
  const at = event.target instanceof Element ? event.target : null;
  const action = key && actionOf(key, at?.closest(IS_FIELD) != null, singleKeysOn());
  if (!action || (action !== 'palette' && at?.closest(TAKES_KEYS) != null)) return;
  if (runAction(action)) event.preventDefault();
}
