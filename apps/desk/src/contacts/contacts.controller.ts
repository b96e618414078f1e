import { ChangeContact, type Contact, ContactQuery, ROUTES } from '@app/contracts';
import { audit, changeContact, listContacts, readContact, Store, type Caller, type ContactRow } from '@app/store';
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
}

function contactAnswer({ id, name, language, createdAt, identities }: ContactRow): Contact {
  return {
    id,
    name,
    language,
    createdAt: createdAt.toISOString(),
    identities: identities.map((one) => ({ ...one, provedAt: one.provedAt === null ? null : new Date(one.provedAt).toISOString() })),
  };
}
