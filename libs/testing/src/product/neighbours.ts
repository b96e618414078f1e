import type { Bot } from '../bot-api/bot.js';
import { type BotApi, startBotApi } from '../bot-api/bot-api.js';
import { type Dovecot, startDovecot } from '../dovecot.js';
import type { OAuthPlaces } from '../dovecot-config.js';
import { MailPerson } from '../mail-client.js';
import { CUSTOMER_DOMAIN, OUR_DOMAIN, type Postfix, startPostfix } from '../postfix.js';

const PASSWORD = 'secret-of-the-mailbox';

/** What an installation talks to: real mail servers, and the fake Bot API. */
export class Neighbours implements AsyncDisposable {
  private constructor(
    readonly dovecot: Dovecot,
    readonly postfix: Postfix,
    readonly botApi: BotApi,
    readonly bot: Bot,
    /** Which mail of the mailbox the installation is to take: what comes from now on, or all that lies there. */
    readonly mailFrom: 'now' | 'all',
    /** The mailbox of the installation. */
    readonly mailbox: string = Neighbours.support,
  ) {}

  /** @param postfix more lines for main.cf */
  static async start({
    mailFrom = 'now',
    postfix: settings = {},
    oauth,
  }: {
    readonly mailFrom?: 'now' | 'all';
    readonly postfix?: Readonly<Record<string, string>>;
    /** Access tokens sign in, too. */
    readonly oauth?: OAuthPlaces;
  } = {}): Promise<Neighbours> {
    const [dovecot, botApi] = await Promise.all([startDovecot(oauth === undefined ? {} : { oauth }), startBotApi()]);
    dovecot.addUser(Neighbours.support, PASSWORD);
    const postfix = await startPostfix({ dovecot, settings });
    return new Neighbours(dovecot, postfix, botApi, botApi.bot(), mailFrom);
  }

  /** The same servers for a second installation, with a mailbox and a bot of its own. They stop with the first. */
  beside(mailbox: string): Neighbours {
    this.dovecot.addUser(mailbox, PASSWORD);
    return new Neighbours(this.dovecot, this.postfix, this.botApi, this.botApi.bot(), this.mailFrom, mailbox);
  }

  /** The mailbox of the first installation. */
  static readonly support = `support@${OUR_DOMAIN}`;
  static readonly password = PASSWORD;

  /** A customer with a mailbox of their own. */
  person(name: string): MailPerson {
    const address = `${name}@${CUSTOMER_DOMAIN}`;
    this.dovecot.addUser(address, 'x');
    return new MailPerson({ dovecot: this.dovecot, smtp: this.postfix.smtp }, address);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.postfix.stop(), this.botApi[Symbol.asyncDispose]()]);
    await this.dovecot.stop();
  }
}
