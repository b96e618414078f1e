import type { ChatAbout } from '@app/contracts';
import type { About, Fact, ToPanel } from '../../protocol.js';

/** As the server takes them: what is more or longer is cut. */
const LIMITS = { attributes: 20, name: 40, value: 200, tags: 20, deeds: 10 } as const;

/** What the site has told of its user and of what they did. Each message takes along what is new since the one before. */
export class SiteWord {
  /** Where the site says its user is, if it knows better than the browser. */
  page: string | null = null;
  private attributes: ChatAbout['attributes'] = {};
  private tags: readonly string[] = [];
  private did: readonly string[] = [];
  private isNew = false;

  hear(message: ToPanel): void {
    if (message.type === 'update') this.update(message);
    if (message.type === 'track') this.note(deed(message.name, message.data));
    if (message.type === 'logout') this.forget();
  }

  /** Null: nothing new. */
  take(): ChatAbout | null {
    if (!this.isNew) return null;
    const about = { attributes: this.attributes, tags: [...this.tags], did: [...this.did] };
    this.did = [];
    this.isNew = false;
    return about;
  }

  private update({ attributes, tags, page }: About): void {
    // A site may hand over anything at all.
    const told = Object.entries(attributes ?? {}).flatMap(([name, value]) =>
      isFact(value) ? [[cut(name, LIMITS.name), short(value)]] : [],
    );
    const all = Object.entries({ ...this.attributes, ...(Object.fromEntries(told) as ChatAbout['attributes']) });
    this.attributes = Object.fromEntries(all.filter(([name]) => name !== '').slice(-LIMITS.attributes));
    if (Array.isArray(tags)) this.tags = tags.slice(0, LIMITS.tags).map((tag) => cut(String(tag), LIMITS.name));
    if (typeof page === 'string') this.page = page.slice(0, 2_000);
    this.isNew ||= told.length > 0 || Array.isArray(tags);
  }

  private note(done: string): void {
    this.did = [...this.did, done].slice(-LIMITS.deeds);
    this.isNew = true;
  }

  /** It was told of somebody else. */
  private forget(): void {
    this.attributes = {};
    this.tags = this.did = [];
    this.isNew = false;
  }
}

/** `cart (items: 2, total: 580)` */
function deed(name: string, data: Readonly<Record<string, Fact>> | undefined): string {
  const facts = Object.entries(data ?? {}).flatMap(([key, value]) => (isFact(value) ? [`${key}: ${value}`] : []));
  return cut(facts.length > 0 ? `${name} (${facts.join(', ')})` : String(name), LIMITS.value);
}

function isFact(value: unknown): value is Fact {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function short(value: Fact): Fact {
  return typeof value === 'string' ? cut(value, LIMITS.value) : Number.isNaN(value) ? null : value;
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
