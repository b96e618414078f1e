import { CHAT_FRAMES, type ChatFrameBody, type ChatFrameName } from '@app/contracts';
import { DeskError } from '@app/domain';

/** A frame of the browser, checked. */
export type Frame = { [Name in ChatFrameName]: { readonly name: Name; readonly body: ChatFrameBody<Name> } }[ChatFrameName];

const NAMES: ReadonlySet<string> = new Set(Object.keys(CHAT_FRAMES));

/**
 * Reads one frame: a JSON object with exactly one known key.
 *
 * @throws DeskError invalid/frame-unreadable; it never repeats what was sent
 */
export function readFrame(data: Buffer, isBinary: boolean): Frame {
  return checkFrame(isBinary ? null : parsed(data));
}

/**
 * What was sent as a frame, however it came.
 *
 * @throws DeskError invalid/frame-unreadable; it never repeats what was sent
 */
export function checkFrame(frame: unknown): Frame {
  const [name, ...more] = typeof frame === 'object' && frame !== null ? Object.keys(frame) : [];
  if (name === undefined || more.length > 0 || !isName(name)) throw unreadable('expected a JSON object with one known key');
  const { success, data: body, error } = CHAT_FRAMES[name].safeParse((frame as Record<string, unknown>)[name]);
  if (!success) {
    const issue = error.issues[0];
    throw unreadable(`${[name, ...(issue?.path.map(String) ?? [])].join('.')}: ${issue?.code ?? 'invalid'}`);
  }
  return { name, body } as Frame;
}

/** Of a message that cannot be taken, so that its sender knows which: its client id, if it has a usable one. */
export function clientIdIn(data: Buffer): string | null {
  const frame = parsed(data) as { send?: { clientId?: unknown } } | null;
  const id = frame?.send?.clientId;
  return typeof id === 'string' && id.length <= 36 ? id : null;
}

function isName(name: string): name is ChatFrameName {
  return NAMES.has(name);
}

function parsed(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    return null;
  }
}

function unreadable(detail: string): DeskError {
  return new DeskError('invalid', 'frame-unreadable', `The frame cannot be read: ${detail}.`, { params: { detail } });
}
