/**
 * What the site's own storage keeps of an inbox's chat: no identity, and no content.
 *
 * `1`: this browser has a chat, answers may wait. `0`: the site's user has left, and the panel was not told yet.
 */
export type Mark = '1' | '0' | undefined;

/** Storage may be forbidden: then answers show once the chat is opened. */
export function readMark(inbox: string | undefined): Mark {
  try {
    return localStorage[`otklik:${inbox}`] as Mark;
  } catch {
    return undefined;
  }
}

export function keepMark(inbox: string | undefined, mark?: Mark): void {
  try {
    if (mark) localStorage[`otklik:${inbox}`] = mark;
    else delete localStorage[`otklik:${inbox}`];
  } catch {}
}
