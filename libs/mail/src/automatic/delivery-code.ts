import { foldText } from './fold-text.js';

/** An enhanced status code (RFC 3463); not a part of an IP address or of a version. */
const ENHANCED = /(?<![\d.])([245])\.([0-7])\.(\d{1,3})(?!\d|\.\d)/;
/** Behind a reply code, a `#` or a bracket it is surely one. */
const SURELY_ENHANCED = /(?:(?<!\d)[45]\d\d[- ]|#|\(|\[|^|: ?)([45]\.[0-7]\.\d{1,3})(?!\d|\.\d)/m;
/** A reply code of SMTP (RFC 5321 4.2), as it stands at a start, or behind a mark. */
const REPLY_CODE = /(?:^|[\s:;,([#"'<=>])([45][0-5]\d)(?=[\s\-:;,#)\].]|$)/m;

/** The first enhanced status in a text, those of failures before others; null when there is none. */
export function enhancedStatusIn(text: string): string | null {
  return SURELY_ENHANCED.exec(text)?.[1] ?? ENHANCED.exec(text)?.[0] ?? null;
}

/** The first reply code of a failure in a text, e.g. `550`; null when there is none. */
export function replyCodeIn(text: string): string | null {
  return REPLY_CODE.exec(text)?.[1] ?? null;
}

/**
 * Makes an enhanced status of what a server says where it says none: the class of its reply code, or of the outcome, and the
 * subject and detail that its words mean.
 *
 * @returns e.g. `5.1.1`; null when neither a code nor a known word is there
 */
export function deriveStatus(said: string, outcome: 'failed' | 'delayed'): string | null {
  const folded = foldText(said.slice(0, 4_000));
  const code = replyCodeIn(said);
  const meaning = MEANINGS.find(([words]) => words.test(folded));
  if (code === null && meaning === undefined) return null;
  const [, detail, usual] = meaning ?? [null, '0.0', null];
  const severity = code?.charAt(0) ?? (outcome === 'delayed' ? '4' : (usual ?? '5'));
  return `${severity}.${detail}`;
}

/** Words of servers, what they mean as subject and detail (RFC 3463 3), and the class where it is not permanent. */
const MEANINGS: readonly (readonly [RegExp, string, string?])[] = [
  [
    /(mailbox|quota|inbox|disk|storage|account|ящик|postfach|boite|buzon|casella|caixa|skrzynk|メールボックス|邮箱|信箱|사서함).{0,40}\b(full|exceed\w*|over)\b|(ящик|квот).{0,40}переполн|(postfach|boite|buzon|casella|caixa|skrzynk).{0,30}(voll|plein|llen|pien|chei|pełn)|(メールボックス|邮箱|信箱).{0,30}(いっぱい|容量|已满|已滿)|over ?quota|quota|insufficient (disk|system )?storage|превышен.{0,20}квот/,
    '2.2',
  ],
  [
    /(account|mailbox|user|почтовый ящик|ящик|аккаунт).{0,40}(disabled|inactive|not active|suspended|deactivated|expired|locked|closed|заблокирован|отключен|неактив)|(disabled|inactive|suspended|deactivated|closed) (account|user|mailbox|recipient)|no longer (active|valid|available|in use)/,
    '2.1',
  ],
  [
    /(host|domain|домен)( name)?( ['"<(]?[\w-]{1,40}\.[\w.-]{1,60}['">)]?)? (is |was |does |could |name )?(unknown|not (be )?(found|exist|resolve\w*)|n't (be )?(found|exist)|invalid|не (найден|существует))|(unknown|no such|illegal|bad|unrouteable) (host|domain|mail domain)|nxdomain|couldn't find any host|all relevant mx records|no mx\b|dns (error|failure|lookup)/,
    '1.2',
  ],
  [
    /(user|recipient|mailbox|address|account|local part|адресат|пользовател|получател|ящик|аккаунт|empfanger|benutzer|postfach|destinataire|usuario|destinatario|utente|schrank|受信者|ユーザ|宛先|收件人|用户|使用者|수신자).{0,60}(unknown|(not|n't) (be )?found|not (known|listed|local|exist|here|valid|recognized|available)|invalid|rejected|does(n't| not) exist|unavailable|не (найден|существует|зарегистрирован|обнаружен)|unbekannt|existiert nicht|nicht gefunden|inconnu|desconocid|desconhecid|no existe|nao existe|sconosciut|inesistent|nie istnieje|neexistuje|不明|見つかり|存在|不存在|无效|無效|없|찾을 수)|(unknown|no such|invalid|bad|non-?existent|unrouteable|illegal) (local )?(user|recipient|mailbox|address|account|person)|does(n't| not) have an? (\S{1,30} )?account|no mailbox here|такого (пользователя|адреса|ящика)|нет такого|nie ma takiego/,
    '1.1',
  ],
  [/too (large|big|long)|size (limit )?exceed|exceeds?.{0,30}(maximum|size)|message size|слишком (больш|велик)|zu gro/, '3.4'],
  [/too many hops|(mail|routing|forwarding) loop|loops? back|hop count/, '4.6'],
  [/relay(ing|ed)? (access )?(denied|not (permitted|allowed)|prohibited)|unable to relay|cannot relay|not permitted to relay/, '7.1'],
  [
    /spam|blacklist|block(ed|list)|policy|reputation|dmarc|\bspf\b|\bdkim\b|virus|not (permitted|allowed|authorized)|access denied|content (rejected|filter)|rejected for|prohibited|infected|отклонен|спам/,
    '7.1',
  ],
  [
    /timed? ?out|retry time|connection (refused|lost|dropped|reset)|expired|queue too long|not (be )?(reached|responding|connect)|no route|unreachable|could not (be )?connect|wasn't able to establish|for (\d+|the past|the last).{0,12}(hours?|days?)|истек|не отвечает|zeitlimit/,
    '4.7',
    '4',
  ],
];

/** What a report says of a mail's fate, as one line for people: no controls, one space, 500 characters at most. */
export function oneLine(said: string): string {
  const line = said
    .slice(0, 4_000)
    // eslint-disable-next-line no-control-regex
    .replace(/[\s\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .trim();
  return line.length > MAX_REASON ? `${line.slice(0, MAX_REASON - 1).trimEnd()}…`.toWellFormed() : line;
}

const MAX_REASON = 500;
