import type { ChatRules, IncomingCommand } from '@app/store';
import type { ChatMessage } from '@app/telegram';

type Command = Pick<IncomingCommand, 'command' | 'payload'>;
const COMMANDS: readonly string[] = ['start', 'help', 'status', 'new', 'close'] satisfies IncomingCommand['command'][];

/**
 * Whether something was said to us, and whether it is a command of ours.
 *
 * In a group only what mentions the bot, replies to a message of its, or is a command to it by name (`/status@our_bot`) is for us, unless the
 * inbox takes all. While the bot's own name is not known, what is for any bot may be for us.
 *
 * @param bot its user name; null: not known yet
 */
export function addressing(
  message: ChatMessage,
  { bot, groups }: { readonly bot: string | null; readonly groups: ChatRules['groups'] },
): { readonly command: Command | null; readonly isAddressed: boolean } {
  const { chat, source, command, mentions, replyTo } = message;
  const isGroup = chat.type === 'group' || chat.type === 'supergroup';
  const name = bot?.toLowerCase() ?? null;
  const isUs = (one: string | null): boolean => one !== null && (name === null ? one.endsWith('bot') : one === name);
  const isToUs = isUs(command?.addressedTo ?? null);
  const isOurs = source === 'chat' && command !== null && (isGroup ? isToUs : command.addressedTo === null || isToUs);
  return {
    command: isOurs ? commandOf(command) : null,
    isAddressed: !isGroup || groups === 'always' || isToUs || mentions.some(isUs) || isUs(replyTo?.bot ?? null),
  };
}

/** Any other word with a slash is an ordinary message; and so is one of ours with words behind it: somebody is to read them. */
function commandOf({ name, payload }: { readonly name: string; readonly payload: string }): Command | null {
  const isSaid = name !== 'start' && /\p{L}/u.test(payload);
  return isCommand(name) && !isSaid ? { command: name, payload } : null;
}

function isCommand(name: string): name is IncomingCommand['command'] {
  return COMMANDS.includes(name);
}
