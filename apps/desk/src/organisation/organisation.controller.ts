import { ACKNOWLEDGEMENT_VARIABLES, ChangeOrganisation, type OrganisationSettings, type OwnAcknowledgement, ROUTES } from '@app/contracts';
import { OWN_TEXTS } from '@app/domain';
import { audit, type Caller, readOrganisationSettings, setOrganisation, Store } from '@app/store';
import { Body, Controller } from '@nestjs/common';
import { CalledBy } from '../http/called-by.js';
import { Serves } from '../http/serves.js';

@Controller()
export class OrganisationController {
  constructor(private readonly store: Store) {}

  @Serves(ROUTES.getOrganisation)
  get(): Promise<OrganisationSettings> {
    return readOrganisationSettings(this.store);
  }

  @Serves(ROUTES.changeOrganisation)
  change(@Body({ schema: ChangeOrganisation }) change: ChangeOrganisation, @CalledBy() caller: Caller): Promise<OrganisationSettings> {
    return this.store.transaction(async (tx) => {
      const before = await readOrganisationSettings(tx);
      await setOrganisation(tx, change);
      const after = await readOrganisationSettings(tx);
      await audit(tx, { actor: caller.agentId, action: 'organisation.change', subject: 'organisation', before, after });
      return after;
    });
  }

  @Serves(ROUTES.getOwnAcknowledgement)
  ownAcknowledgement(): OwnAcknowledgement {
    return { texts: OWN_TEXTS, variables: [...ACKNOWLEDGEMENT_VARIABLES] };
  }
}
