import path from 'node:path';
import { type Bus, collect, type Tail } from '@app/bus';
import { type ChatPage, type ChatSession, type EventOf, VisitorMessage, VisitorWrote } from '@app/contracts';
import { Clock, Log, PlatformConfig, Service } from '@app/service';
import {
  addReply,
  Blobs,
  checkFileLink,
  migrate,
  type NewReply,
  type OpenedPlatform,
  openPlatform,
  readStoredFile,
  Secrets,
  Store,
  takeIn,
} from '@app/store';
import {
  aChatMessage,
  anAgent,
  anInbox,
  aTeam,
  createTestDatabase,
  type Endpoint,
  freePort,
  tempDir,
  type TestDatabase,
} from '@app/testing';
import { Controller, Get, Module, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { WebchatModule, WebchatPublicModule } from '../src/webchat.module.js';

/** Follows links to files as desk does, which serves them in the product. */
@Controller('files')
class FilesController {
  constructor(
    private readonly store: Store,
    private readonly blobs: Blobs,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  @Get(':id')
  async file(
    @Param('id') id: string,
    @Query('expires') expires: string,
    @Query('signature') signature: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    checkFileLink(this.secrets, id, Number(expires), signature, this.clock.now());
    const file = await readStoredFile(this.store, id);
    await reply.header('content-type', file.contentType).send(await this.blobs.stream(file.sha256));
  }
}

@Module({ controllers: [FilesController] })
class FilesModule {}

/** A web chat on a database of its own, as a process would run it; what visitors write is taken in as the normalizer does. */
export class WebchatUnderTest {
  /** What the bus carried, in its order. */
  readonly wrote: EventOf<typeof VisitorWrote>[] = [];
  private intake: Promise<void> = Promise.resolve();
  private tail: Tail | null = null;

  private constructor(
    private service: Service,
    private platform: OpenedPlatform,
    private readonly database: TestDatabase,
    private readonly config: PlatformConfig,
    /** Of the frame: PUBLIC_SITE_URL. */
    readonly site: string,
    /** Another site, which may embed the chat. */
    readonly shop: string,
    readonly agentId: string,
    readonly inboxId: string,
  ) {}

  /**
   * @param through what stands between the process and its database, so that it can be cut off
   * @param inFront what stands between browsers and the process
   */
  static async start(
    settings: object = {},
    through?: (target: Endpoint) => Promise<Endpoint>,
    inFront?: (target: Endpoint) => Promise<Endpoint>,
  ): Promise<WebchatUnderTest> {
    const database = await createTestDatabase({ migrate: async (url) => void (await migrate(url)) });
    const url = new URL(database.url);
    if (through) Object.assign(url, hostAndPort(await through({ host: url.hostname, port: Number(url.port) })));
    const [PORT, PUBLIC_PORT] = [await freePort(), await freePort()];
    const outside = (await inFront?.({ host: '127.0.0.1', port: PUBLIC_PORT }))?.port ?? PUBLIC_PORT;
    const site = `http://127.0.0.1:${outside}`;
    const config = PlatformConfig.parse({
      DATABASE_URL: url.href,
      OTKLIK_DATA: tempDir('webchat').path,
      OTKLIK_SECRET: 'a secret of the tests, long enough',
      PORT: String(PORT),
      PUBLIC_PORT: String(PUBLIC_PORT),
      PUBLIC_SITE_URL: site,
    });
    const { service, platform } = await run(config);
    const shop = `http://localhost:${outside}`;
    const team = await aTeam(platform.store);
    const agentId = await anAgent(platform.store, { teams: [team] });
    const inboxId = await anInbox(platform.store, 'webchat', team, {
      origins: [shop],
      colour: '#b8451b',
      texts: { ru: { title: 'Тёплый хлеб' }, en: { title: 'Тёплый хлеб' } },
      ...settings,
    });
    const chat = new WebchatUnderTest(service, platform, database, config, site, shop, agentId, inboxId);
    await chat.listen();
    return chat;
  }

  get store(): Store {
    return this.platform.store;
  }

  get bus(): Bus {
    return this.platform.bus;
  }

  get port(): number {
    return this.config.PUBLIC_PORT;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.database.drop();
  }

  /** The process ends; the database stays. */
  async stop(): Promise<void> {
    await this.tail?.close();
    await this.intake;
    await this.service.stop();
  }

  async startAgain(): Promise<void> {
    ({ service: this.service, platform: this.platform } = await run(this.config));
    await this.listen();
  }

  /** A second gateway over the same database and bus, as another machine would run it. */
  async beside(): Promise<{ site: string; stop(): Promise<void> }> {
    const [PORT, PUBLIC_PORT] = [await freePort(), await freePort()];
    const site = `http://127.0.0.1:${PUBLIC_PORT}`;
    const { service } = await run({ ...this.config, PORT, PUBLIC_PORT, PUBLIC_SITE_URL: site });
    return { site, stop: () => service.stop() };
  }

  /** What the page of the frame is told. */
  async page(inboxId = this.inboxId): Promise<ChatPage> {
    const text = await (await fetch(`${this.site}/widget/${inboxId}`)).text();
    const data = /data-page="([^"]*)"/.exec(text)?.[1] ?? '{}';
    return JSON.parse(
      data.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
    ) as ChatPage;
  }

  /** As the frame's page calls it. */
  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const init = { 'content-type': 'application/json', origin: this.site, ...headers };
    return fetch(`${this.site}/chat/v1/${path}`, { method: 'POST', headers: init, body: JSON.stringify(body) });
  }

  async openSession(token: string | null = null): Promise<ChatSession> {
    const { nonce } = await this.page();
    const answer = await this.post('sessions', { inbox: this.inboxId, nonce, token, locale: 'en' });
    if (answer.status !== 200) throw new Error(`no session: ${await answer.text()}`);
    return (await answer.json()) as ChatSession;
  }

  /** An agent's answer to whoever wrote in this conversation last. */
  async answer(visitorId: string, text: string, changes: Partial<NewReply> = {}): Promise<string> {
    const [row] = await this.store.query<{ conversationId: string; ticketId: string }>(
      `select id as "conversationId", current_ticket_id as "ticketId" from conversations where external_key = $1`,
      [visitorId],
    );
    if (!row) throw new Error('there is no conversation');
    const reply: NewReply = { ...row, kind: 'reply', authorId: this.agentId, way: 'console', text, next: 'pending', ...changes };
    return (await this.store.transaction((tx) => addReply(tx, reply))).messageId;
  }

  async onlyVisitor(): Promise<string> {
    const rows = await this.store.query<{ id: string }>(`select id from visitors order by created_at desc limit 1`);
    return rows[0]?.id ?? '';
  }

  private async listen(): Promise<void> {
    this.tail = await this.platform.bus.tail([VisitorWrote], (events) => {
      this.wrote.push(...events);
      this.intake = this.intake.then(() => this.normalize(events));
    });
  }

  private async normalize(events: readonly EventOf<typeof VisitorWrote>[]): Promise<void> {
    const blobs = new Blobs(path.join(this.config.OTKLIK_DATA, 'blobs'), this.store);
    for (const event of events) {
      const bytes = await collect(event, blobs);
      const { text, attachments, form } = VisitorMessage.parse(JSON.parse(bytes.toString()));
      const { visitorId, externalId, clientId, inboxId } = event.data;
      const message = aChatMessage(inboxId, visitorId, {
        channel: 'webchat',
        way: 'widget',
        externalId,
        clientId,
        text,
        sender: { address: visitorId, name: '', language: null, proved: 'visitor-token' },
        files: attachments.map((attachmentId) => ({ kind: 'uploaded', attachmentId })),
        ...(form && {
          form: { content: { kind: 'form', topic: form.topic, answers: form.answers }, subject: form.subject, teamId: form.teamId },
        }),
      });
      await this.store.transaction((tx) => takeIn(tx, [message]));
    }
  }
}

function hostAndPort({ host, port }: Endpoint): { hostname: string; port: string } {
  return { hostname: host, port: String(port) };
}

async function run(config: PlatformConfig): Promise<{ service: Service; platform: OpenedPlatform }> {
  let platform: OpenedPlatform | null = null;
  const service = await Service.start(
    {
      name: 'webchat',
      config: PlatformConfig,
      open: async (settings, name) => (platform = await openPlatform(settings, name)),
      modules: [WebchatModule],
      publicModules: [WebchatPublicModule, FilesModule],
    },
    config,
    Log.open({ service: 'webchat', level: 'error', to: 'stderr' }),
  );
  if (!platform) throw new Error('The web chat runs without a platform.');
  return { service, platform };
}
