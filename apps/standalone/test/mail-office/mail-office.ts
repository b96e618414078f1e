import type { Inbox, Ticket, TicketDetail } from '@app/contracts';
import type { Store } from '@app/store';
import { aTeam, buildSite, type Chromium, eventually, type MailPerson, Neighbours, startChromium, until } from '@app/testing';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { ApiClient } from '../../../desk/test/api-client.js';
import { DeskUnderTest } from '../../../desk/test/desk-under-test.js';
import { EmailModule } from '../../../email/src/email.module.js';
import { NormalizerModule } from '../../../normalizer/src/normalizer.module.js';

/** An agent with a browser, a mailbox on real servers, and everything of the product that lies between the two. */
export class MailOffice implements AsyncDisposable {
  private readonly people = new Map<string, MailPerson>();

  private constructor(
    readonly neighbours: Neighbours,
    private readonly desk: DeskUnderTest,
    private readonly chromium: Chromium,
    readonly agent: ApiClient,
  ) {}

  static async start(): Promise<MailOffice> {
    const built = buildSite('console');
    const neighbours = await Neighbours.start();
    const [desk, chromium] = await Promise.all([DeskUnderTest.start({}, [NormalizerModule, EmailModule]), startChromium()]);
    const team = await aTeam(desk.store, 'Support');
    const admin = await desk.signedIn({ role: 'admin' });
    await admin.patch(`/teams/${team}`, { signature: 'Yours,\n{{team.name}}' });
    await addMailbox(admin, team, neighbours);
    const agent = await desk.signedIn({ teams: [team] });
    await built;
    return new MailOffice(neighbours, desk, chromium, agent);
  }

  get store(): Store {
    return this.desk.store;
  }

  get url(): string {
    return this.desk.url;
  }

  /** Somebody whose mailbox is there from now on, for connections that are open already, too. */
  async newPerson(name: string): Promise<MailPerson> {
    const person = this.person(name);
    await this.neighbours.postfix.restart();
    return person;
  }

  /** A customer with a mailbox, always the same by that name. */
  person(name: string): MailPerson {
    const person = this.people.get(name) ?? this.neighbours.person(name);
    this.people.set(name, person);
    return person;
  }

  /** The ticket that a mail with this subject has opened, as soon as it is there. */
  ticketAbout(subject: string): Promise<TicketDetail> {
    return until(
      `a ticket about ${subject}`,
      async () => {
        const { body } = await this.agent.get<{ data: readonly Ticket[] }>(`/tickets?q=${encodeURIComponent(subject)}`);
        const found = body.data.find((ticket) => ticket.subject === subject);
        return found && (await this.ticket(found.number));
      },
      { timeoutMs: 30_000 },
    );
  }

  async ticket(number: number): Promise<TicketDetail> {
    return (await this.agent.get<TicketDetail>(`/tickets/${number}`)).body;
  }

  /** A browser in which the agent is signed in. */
  async newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const visitor = await this.chromium.newVisitor({ reducedMotion: 'reduce', locale: 'en', ...options });
    const [name = '', value = ''] = (this.agent.cookie ?? '').split('=');
    await visitor.addCookies([{ name, value, url: this.url, httpOnly: true }]);
    return visitor.newPage();
  }

  /** The agent's browser with a ticket open, ready to be answered. */
  async opened(number: number, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.newPage(options);
    await page.goto(`${this.url}/tickets/${number}`);
    await page.getByRole('textbox', { name: 'Reply' }).waitFor();
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.chromium.stop();
    await this.desk.close();
    await this.neighbours[Symbol.asyncDispose]();
  }
}

async function addMailbox(admin: ApiClient, team: string, { dovecot, postfix }: Neighbours): Promise<void> {
  const login = { tls: 'none', user: Neighbours.support };
  const { status, body } = await admin.post<Inbox>('/inboxes', {
    channel: 'email',
    name: 'support',
    team,
    settings: {
      address: Neighbours.support,
      imap: { ...dovecot.imap, ...login },
      smtp: { ...postfix.smtp, ...login },
      acknowledgement: { enabled: false },
    },
    secrets: { imapPassword: Neighbours.password, smtpPassword: Neighbours.password },
  });
  if (status !== 201) throw new Error(`The mailbox was not added: ${JSON.stringify(body)}`);
  await eventually(
    async () => {
      const { body: now } = await admin.get<Inbox>(`/inboxes/${body.id}`);
      expect([now.health.state, typeof now.reading?.lookedAt]).toEqual(['ok', 'string']);
    },
    { timeoutMs: 60_000 },
  );
}
