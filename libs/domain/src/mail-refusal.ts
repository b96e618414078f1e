import type { Reason } from './errors.js';

/** What a mail server said against a mail or a recipient: in the SMTP dialogue, or in a bounce. */
export type MailRefusal = {
  /** Reply code of SMTP, e.g. 550; null where a bounce tells none. */
  readonly status: number | null;
  /** Enhanced status code (RFC 3463), e.g. `5.1.1`; null: as the answer says, if it does. */
  readonly enhanced: string | null;
  /** The server's own words. */
  readonly answer: string;
  /** At which command of the SMTP dialogue; not known of a bounce. */
  readonly stage?: RefusalStage | null;
};

/** The sender (MAIL FROM), a recipient (RCPT TO), or the mail itself (DATA). */
export type RefusalStage = 'mail' | 'rcpt' | 'data';

/** Why a mail server refuses; each has words as `refused-<kind>`. */
export const REFUSAL_KINDS = [
  /** Nobody has this address. */
  'recipient-unknown',
  /** The mailbox exists and is switched off. */
  'mailbox-off',
  'mailbox-full',
  /** No such domain, or it takes no mail. */
  'domain-unknown',
  /** The address is not written as an address. */
  'address-bad',
  'too-large',
  /** Too many recipients in one mail or transaction. */
  'too-many-recipients',
  /** The mail itself counts as spam. */
  'spam',
  /** The sending server or domain is on a block list or has a bad name. */
  'reputation',
  /** A virus or a kind of file that is not taken. */
  'content',
  /** We are not signed in, or the server sends nothing to other domains for us. */
  'relay',
  /** The sign-in does not belong to the From address. */
  'sender-not-ours',
  /** SPF, DKIM or DMARC do not hold for the From domain. */
  'authentication',
  /** Too many mails in too short a time, or a day's share is used up. */
  'rate',
  /** First contact: the server asks to come again. */
  'greylisted',
  /** The mail goes round between servers. */
  'loop',
  /** The recipient's server did not answer for so long that it was given up. */
  'unreachable',
  /** Rules of the recipient's server that it does not name. */
  'policy',
] as const;
export type RefusalKind = (typeof REFUSAL_KINDS)[number];

/**
 * Why it was refused, as a reason to show: code `refused-<kind>`, or `smtp-refused` when neither code nor words tell it.
 *
 * `params`: `status` (the reply code; of a bounce without one the enhanced code), `enhanced`, and `answer`, the server's own words: they
 * must be without addresses already.
 */
export function refusalReason(refusal: MailRefusal): Reason {
  const enhanced = refusal.enhanced ?? enhancedIn(refusal.answer);
  const kind = refusalKind(refusal);
  return {
    code: kind === null ? 'smtp-refused' : `refused-${kind}`,
    params: { status: refusal.status ?? enhanced, enhanced, answer: refusal.answer },
  };
}

/**
 * The kind of a refusal; null when nothing tells it.
 *
 * An enhanced code that means one thing decides. Codes that servers use for anything (`5.7.1`, `5.0.0`...) and missing ones yield to
 * what large servers are known to say; only then the code's loose meaning counts. Whoever refuses the sender has heard of no recipient:
 * it is our sending server then, and what sounds like a recipient is our address.
 */
export function refusalKind(refusal: MailRefusal): RefusalKind | null {
  const kind = kindByAnswer(refusal);
  if (refusal.stage !== 'mail') return kind;
  if (kind === null) return refusal.status === 550 || refusal.status === 553 ? 'sender-not-ours' : null;
  // Whose storage is full it does not say.
  if (kind === 'mailbox-full') return null;
  return OF_RECIPIENTS.has(kind) ? 'sender-not-ours' : kind;
}

/** What only a recipient, or its server, can be blamed for. */
const OF_RECIPIENTS: ReadonlySet<RefusalKind> = new Set(['recipient-unknown', 'mailbox-off', 'domain-unknown', 'address-bad', 'policy']);

function kindByAnswer({ status, enhanced, answer }: MailRefusal): RefusalKind | null {
  const code = (enhanced ?? enhancedIn(answer))?.slice(2) ?? null;
  const words = answer.toLowerCase();
  return (
    PRECISE[code ?? ''] ?? SAID.find(([said]) => said.test(words))?.[1] ?? LOOSE[code ?? ''] ?? (status === 552 ? 'mailbox-full' : null)
  );
}

/** Whether the server asks for less: no mail is to blame, and a day's share that is used up (a 5xx) comes back too. */
export function asksForLess(refusal: MailRefusal): boolean {
  return refusalKind(refusal) === 'rate';
}

function enhancedIn(answer: string): string | null {
  return /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)/.exec(answer)?.[0] ?? null;
}

/** Subject and detail that mean one thing (RFC 3463, 5321 4.2.3, 7372, 7505, IANA's registry; Google's and Microsoft's own). */
const PRECISE: Readonly<Record<string, RefusalKind>> = {
  '1.1': 'recipient-unknown',
  '1.6': 'recipient-unknown',
  '1.2': 'domain-unknown',
  '1.3': 'address-bad',
  '2.1': 'mailbox-off',
  '2.2': 'mailbox-full',
  '2.3': 'too-large',
  '3.4': 'too-large',
  '4.5': 'rate',
  '4.6': 'loop',
  '4.14': 'loop',
  '5.3': 'too-many-recipients',
  '7.20': 'authentication',
  '7.21': 'authentication',
  '7.22': 'authentication',
  '7.23': 'authentication',
  '7.24': 'authentication',
  '7.25': 'reputation',
  '7.26': 'authentication',
  '7.27': 'authentication',
  '7.28': 'rate',
  '7.29': 'authentication',
  '7.30': 'authentication',
  '7.40': 'authentication',
  '7.54': 'relay',
  '7.57': 'relay',
  '7.60': 'sender-not-ours',
  '7.509': 'authentication',
  '7.515': 'authentication',
};

/** What servers say, most telling first. In lower case. */
const SAID: readonly (readonly [RegExp, RefusalKind])[] = [
  [/gr[ea]ylist|try again in \d+ (?:seconds?|minutes?)|please try later.{0,30}first/, 'greylisted'],
  [
    /too many recipients|recipients? limit|maximum number of recipients|too many rcpt|recipient count exceed|слишком много получател/,
    'too-many-recipients',
  ],
  [
    /send ?as ?denied|not (?:owned by|allowed to (?:send|use)).{0,40}(?:user|sender|address|from)|sender address (?:rejected: not (?:owned|logged)|mismatch)|from (?:address|header).{0,40}(?:not (?:allowed|verified|match|owned|authori[sz]ed)|must)|permissions? to send (?:as|on behalf)|not local sender|sender.{0,30}must.{0,20}match|mail from must equal authori[sz]ed user|envelope from address.{0,60}not authori[sz]ed|sender is not allowed|отправител[ья].{0,30}не (?:совпадает|соответствует)/,
    'sender-not-ours',
  ],
  [
    /relay(?:ing|ed)?.{0,12}(?:denied|not (?:permitted|allowed)|prohibited)|unable to relay|cannot relay|not permitted to relay|authentication (?:is )?required|must authenticate|not authenticated to send|client was not authenticated|send auth command first/,
    'relay',
  ],
  [
    /over (?:the )?rate|rate.?limit|rate (?:is |was )?exceed|exceeded.{0,30}(?:rate|limit|quota).{0,30}(?:messages?|mails?|hour|day|send)|too much mail|too many (?:connections|messages|mails|emails|concurrent|errors|requests|sessions)|sending limit|sending quota|submission ?quota|message (?:rate|submission rate)|(?:daily|hourly) (?:user |sending |message |mail |sms )*(?:limit|quota)|throttl|unusual rate|receiving mail (?:at a rate|too quickly)|slow down|temporarily deferred.{0,60}(?:complaints|volume)|concurrent connections|connections? limit|превышен.{0,30}(?:лимит|количеств)/,
    'rate',
  ],
  [/\b(?:dmarc|dkim|spf)\b|unauthenticated (?:email|mail|message)|sender (?:id|policy framework)/, 'authentication'],
  [
    /(?:mail(?:box)?|quota|inbox|disk|storage|account|ящик).{0,40}\b(?:is full|full|exceed\w*|over ?quota|переполнен)|over ?quota|quota exceed|out of storage|insufficient (?:disk|system)? ?storage/,
    'mailbox-full',
  ],
  [
    /(?:message|mail|size|attachment).{0,40}(?:too (?:large|big|long)|exceed\w* (?:the |a )?(?:fixed|maximum|max|size|allowed)|size limit)|message size|too much mail data|слишком больш/,
    'too-large',
  ],
  [
    /virus|malware|infected|phish|attachment.{0,60}(?:not allowed|blocked|prohibited|security|type)|(?:file|content).{0,20}(?:type|extension).{0,20}(?:blocked|not allowed|rejected)|banned.{0,20}(?:file|attachment)|вирус/,
    'content',
  ],
  [
    /spamhaus|barracuda|sorbs|spamcop|\brbl\b|dnsbl|block ?list|black ?list|bad reputation|poor reputation|low reputation|reputation|(?:ip|host|client|server|network|address|sender|domain).{0,60}(?:blocked|banned|blacklisted)|banned send(?:er|ing)|blocked using|cannot find your (?:reverse )?hostname|(?:reverse|ptr).{0,20}(?:dns|record|hostname)/,
    'reputation',
  ],
  [/spam|unsolicited|junk|bulk mail|content (?:rejected|filter|denied)|looks like|suspicious|спам/, 'spam'],
  [
    /(?:account|mailbox|user|recipient|ящик|аккаунт).{0,40}(?:disabled|inactive|not active|suspended|deactivated|locked|closed|заблокирован|отключ[её]н)|(?:disabled|inactive|suspended|deactivated) (?:account|user|mailbox|recipient)/,
    'mailbox-off',
  ],
  [
    /(?:host|domain)(?: name)? (?:unknown|not found|does not exist)|(?:unknown|no such|invalid) (?:host|domain)|nxdomain|domain.{0,20}(?:not found|does not (?:exist|accept))|no mx\b|null ?mx|does not accept mail/,
    'domain-unknown',
  ],
  [
    /(?:user|recipient|mailbox|address|account|адресат|пользовател|получател|ящик).{0,60}(?:unknown|not (?:be )?(?:found|known|listed|exist)|does(?:n't| not) exist|invalid|unavailable|no such|не (?:найден|существует))|(?:unknown|no such|invalid|bad|nonexistent|non-existent|unrouteable) (?:local )?(?:user|recipient|mailbox|address|account|person)|does(?:n't| not) have an? (?:\S{1,30} )?account|no mailbox here|нет такого|такого (?:пользовател|адрес|ящик)/,
    'recipient-unknown',
  ],
  [/mail(?:ing)? loop|loops? back|too many hops|hop count/, 'loop'],
  [/relay|not logged in/, 'relay'],
  [
    /(?:timed? ?out|connection (?:refused|timed)|could not (?:be )?(?:reached|connect)|unreachable|no route to|queue too long|expired|retry time)/,
    'unreachable',
  ],
  [/policy|not (?:permitted|allowed|authori[sz]ed)|access denied|rejected due to|administrative prohibition|prohibited/, 'policy'],
];

/** Codes that servers use for much, by what they mean most often where the words tell nothing. */
const LOOSE: Readonly<Record<string, RefusalKind>> = {
  '1.0': 'recipient-unknown',
  '1.4': 'recipient-unknown',
  // RFC 7505's null MX; Exchange says it of unknown recipients too.
  '1.10': 'domain-unknown',
  '1.7': 'sender-not-ours',
  '1.8': 'sender-not-ours',
  '4.1': 'unreachable',
  '4.2': 'unreachable',
  '4.4': 'domain-unknown',
  '4.7': 'unreachable',
  '6.1': 'content',
  '7.0': 'policy',
  '7.1': 'policy',
  '7.2': 'policy',
  '7.7': 'content',
};
