import { ChangeContact, type Contact, ContactQuery, MakeTelegramLink, ROUTES, SplitContact, type TelegramLink } from '@app/contracts';
import {
  audit,
  changeContact,
  listContacts,
  makeTelegramLink,
  readContact,
  splitContact,
  Store,
  type Caller,
  type ContactRow,
} from '@app/store';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CalledBy } from '../http/called-by.js';
import { PathId } from '../http/path-params.js';
import { Serves } from '../http/serves.js';

@Controller()
export class ContactsController {
  constructor(private readonly store: Store) {}

  @Serves(ROUTES.listContacts)
  async list(@Query({ schema: ContactQuery }) query: ContactQuery, @CalledBy() caller: Caller) {
    const { data, next } = await listContacts(this.store, caller, query);
    return { data: data.map(contactAnswer), next };
  }

  @Serves(ROUTES.getContact)
  async get(@Param('id', { schema: PathId }) id: string, @CalledBy() caller: Caller): Promise<Contact> {
    return contactAnswer(await readContact(this.store, caller, id));
  }

  @Serves(ROUTES.changeContact)
  change(
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: ChangeContact }) change: ChangeContact,
    @CalledBy() caller: Caller,
  ): Promise<Contact> {
    return this.store.transaction(async (tx) => {
      const before = await readContact(tx, caller, id);
      await changeContact(tx, id, change);
      await audit(tx, {
        actor: caller.agentId,
        action: 'contact.change',
        subject: id,
        before: { name: before.name, language: before.language },
        after: change,
      });
      return contactAnswer(await readContact(tx, caller, id));
    });
  }

  @Serves(ROUTES.makeTelegramLink)
  makeTelegramLink(
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: MakeTelegramLink }) { inbox }: MakeTelegramLink,
    @CalledBy() caller: Caller,
  ): Promise<TelegramLink> {
    return this.store.transaction(async (tx) => {
      const contact = await readContact(tx, caller, id);
      const { url, expiresAt } = await makeTelegramLink(tx, { contactId: contact.id, inboxId: inbox, madeBy: caller.agentId });
      return { url, expiresAt: expiresAt.toISOString() };
    });
  }

  @Serves(ROUTES.splitContact)
  async split(
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: SplitContact }) { join }: SplitContact,
    @CalledBy() caller: Caller,
  ): Promise<void> {
    await this.store.transaction(async (tx) => {
      const contact = await readContact(tx, caller, id);
      await splitContact(tx, contact.id, join, caller.agentId);
    });
  }
}

function contactAnswer({ id, name, language, createdAt, identities, claims, chats, joins }: ContactRow): Contact {
  return {
    id,
    name,
    language,
    createdAt: createdAt.toISOString(),
    identities: identities.map((one) => ({ ...one, provedAt: one.provedAt === null ? null : new Date(one.provedAt).toISOString() })),
    claims: claims.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    joins: joins.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    chats: chats.map((one) => ({ ...one, blockedAt: one.blockedAt === null ? null : new Date(one.blockedAt).toISOString() })),
  };
}
