import type { ChatPage } from '@app/contracts';
import { anInbox, type Chromium, until } from '@app/testing';
import type { BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import type { WebchatUnderTest } from './webchat-under-test.js';

export type VisitorTicket = { number: number; id: string; conversationId: string; visitorId: string; position: number };

/** A visitor of the shop with the chat, in a browser of their own. */
export class PanelVisitor {
  private constructor(
    private readonly chat: WebchatUnderTest,
    readonly page: Page,
  ) {}

  /** @param script runs before every page's own */
  static async come(chat: WebchatUnderTest, chromium: Chromium, options: BrowserContextOptions = {}, script = ''): Promise<PanelVisitor> {
    const browser = await chromium.newVisitor({ locale: 'en-US', ...options });
    if (script !== '') await browser.addInitScript(script);
    const page = await browser.newPage();
    await page.goto(`${chat.shop}/demo`);
    return new PanelVisitor(chat, page);
  }

  get frame(): FrameLocator {
    return this.page.frameLocator('otklik-widget iframe');
  }

  get field() {
    return this.frame.getByRole('textbox', { name: 'Your message' });
  }

  button(name: string | RegExp) {
    return this.frame.getByRole('button', { name });
  }

  bubble(text: string) {
    return this.frame.locator('.bubble').getByText(text, { exact: true });
  }

  async open(): Promise<void> {
    await this.page
      .getByRole('button', { name: /^Open chat/ })
      .first()
      .click();
  }

  /** Opens the chat and says something on no topic of its own. */
  async begin(text: string): Promise<void> {
    await this.open();
    await this.button('Anything else').click();
    await this.say(text);
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
    await this.bubble(text).waitFor();
  }

  /** What has the focus in the panel. */
  focused(): Promise<string | null> {
    return this.frame.locator('body').evaluate((body) => {
      const { activeElement } = body.ownerDocument;
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? null;
    });
  }

  /** Of the message that says this, once it is taken in. */
  async ticketOf(text: string): Promise<VisitorTicket> {
    const [row] = await until(`${text} is taken in`, async () => {
      const rows = await this.chat.store.query<VisitorTicket>(
        `select t.number::int as number, t.id, c.id as "conversationId", c.external_key as "visitorId", m.position::int as position
         from messages m join conversations c on c.id = m.conversation_id join tickets t on t.id = m.ticket_id where m.text = $1`,
        [text],
      );
      return rows.length > 0 && rows;
    });
    if (!row) throw new Error('there is no ticket');
    return row;
  }
}

/**
 * From now on the chat has a mailbox by which visitors are reached; pages that are opened afterwards know it.
 *
 * @param askAddress when visitors are asked for their address (default: as it is set)
 */
export async function giveMailbox(chat: WebchatUnderTest, askAddress?: ChatPage['inbox']['askAddress']): Promise<void> {
  const [team] = await chat.store.query<{ id: string }>(`select team_id as id from inboxes where id = $1`, [chat.inboxId]);
  const mailbox = await anInbox(chat.store, 'email', team?.id ?? '', { address: 'support@shop.test', smtp: { host: 'smtp.shop.test' } });
  await chat.store.query(`update inboxes set settings = settings || $2::jsonb where id = $1`, [
    chat.inboxId,
    JSON.stringify({ awayMail: { inboxId: mailbox, afterMinutes: 10 }, ...(askAddress && { askAddress }) }),
  ]);
  await until('pages are told', async () => {
    const { inbox } = await chat.page();
    return inbox.sendsMail && (askAddress === undefined || inbox.askAddress === askAddress);
  });
}
