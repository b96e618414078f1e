import { getDomain } from 'tldts';

/** How many acknowledgements there may be. */
export const BUDGET = {
  /** To one address. */
  addressHour: 1,
  addressDay: 3,
  /** In one conversation, which may go on for years. */
  conversationDay: 1,
  /** To one domain, where addresses change with every mail (`fail:L3`); not counted where everybody has an address. */
  domainHour: 20,
  /** On mails of the same words, whoever sends them (`fail:L3`). */
  sameTextHour: 5,
} as const;

/** Why there is none for a mail that would get one. */
export type BudgetSpent = (typeof BUDGETS)[number];

export const BUDGETS = ['address-hour', 'address-day', 'conversation-day', 'domain-hour', 'same-text-hour', 'inbox-hour'] as const;

/** What an acknowledgement is counted by. */
export type BudgetCase = {
  /** In lower case, without a plus part. */
  readonly address: string;
  readonly conversationId: string;
  readonly inboxId: string;
  /** The most that this inbox sends in an hour. */
  readonly perHour: number;
  /** Null: not counted. */
  readonly domain: string | null;
  /** The same for the same words; null: too few to say anything. */
  readonly body: string | null;
};

/** How many there were already: `address-hour ivan@example.test` to 1. What is not there is none. */
export type Spent = ReadonlyMap<string, number>;

export function spentKey(limit: BudgetSpent, of: string): string {
  return `${limit} ${of}`;
}

/** Spends the budget of acknowledgements, in the order of asking. */
export class AcknowledgementBudget {
  private readonly spent: Map<string, number>;

  constructor(before: Spent) {
    this.spent = new Map(before);
  }

  /** @returns null: spent; else what keeps it from being sent, and nothing is counted */
  spend(one: BudgetCase): BudgetSpent | null {
    const limits = limitsOf(one);
    const full = limits.find(({ limit, of, most }) => (this.spent.get(spentKey(limit, of)) ?? 0) >= most);
    if (full) return full.limit;
    for (const { limit, of } of limits) this.spent.set(spentKey(limit, of), (this.spent.get(spentKey(limit, of)) ?? 0) + 1);
    return null;
  }
}

type Limit = { readonly limit: BudgetSpent; readonly of: string; readonly most: number };

function limitsOf({ address, conversationId, domain, body, inboxId, perHour }: BudgetCase): Limit[] {
  return [
    { limit: 'address-hour', of: address, most: BUDGET.addressHour },
    { limit: 'address-day', of: address, most: BUDGET.addressDay },
    { limit: 'conversation-day', of: conversationId, most: BUDGET.conversationDay },
    ...(domain === null ? [] : [{ limit: 'domain-hour' as const, of: domain, most: BUDGET.domainHour }]),
    ...(body === null ? [] : [{ limit: 'same-text-hour' as const, of: body, most: BUDGET.sameTextHour }]),
    { limit: 'inbox-hour', of: inboxId, most: perHour },
  ];
}

/**
 * The domain by which an address is counted, without what its owner may put before it at will; null for providers where everybody has
 * an address: there it says nothing of the writer.
 */
export function countedDomain(address: string): string | null {
  const host = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const domain = getDomain(host, { allowPrivateDomains: true }) ?? host;
  return PUBLIC_DOMAINS.has(domain) || PUBLIC_FAMILY.test(domain) ? null : domain;
}

const PUBLIC_DOMAINS: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com icloud.com me.com mac.com aol.com msn.com mail.com zoho.com fastmail.com proton.me
   protonmail.com pm.me tutanota.com tuta.io hey.com comcast.net verizon.net att.net mail.ru inbox.ru list.ru
   bk.ru internet.ru xmail.ru rambler.ru lenta.ru autorambler.ru myrambler.ru ro.ru ya.ru narod.ru vk.com ukr.net
   i.ua meta.ua tut.by mail.kz seznam.cz wp.pl o2.pl onet.pl interia.pl web.de t-online.de freenet.de arcor.de
   orange.fr free.fr laposte.net sfr.fr wanadoo.fr libero.it virgilio.it qq.com 163.com 126.com sina.com
   naver.com daum.net bigpond.com btinternet.com sky.com uol.com.br`.split(/\s+/),
);
/** Those that have a domain in every country. */
const PUBLIC_FAMILY = /^(yandex|yahoo|ymail|rocketmail|outlook|hotmail|live|gmx)\.(com|net|org|[a-z]{2}|com?\.[a-z]{2})$/;

/** The mailbox by which an address is counted: everybody has as many plus parts as they like, and at Google as many dots and two domains. */
export function countedAddress(address: string): string {
  const mailbox = address.toLowerCase().replace(/\+[^@]*(?=@)/, '');
  const google = /^([^@]*)@(?:gmail|googlemail)\.com$/.exec(mailbox)?.[1];
  return google === undefined ? mailbox : `${google.replaceAll('.', '')}@gmail.com`;
}

/** Letters without which two texts are alike by chance: `Hello`, `test`. */
const LEAST_LETTERS = 30;

/**
 * What two mails of one machine have in common: their words, without numbers, addresses and punctuation, which change.
 *
 * @returns null when there are too few words to say anything
 */
export function sameWords(text: string): string | null {
  const words = text
    .slice(0, 20_000)
    .toLowerCase()
    .replace(/\S+@\S+|https?:\S+/g, ' ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  return words.length < LEAST_LETTERS ? null : words;
}
