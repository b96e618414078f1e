import { Clock, Config } from '@app/service';
import { checkSignedLink, type Linked, type LinkProof, Secrets, signedLink } from '@app/store';
import { Injectable } from '@nestjs/common';

/** Makes and checks the short-lived links by which browsers fetch files from the customers' listener, which knows no session. */
@Injectable()
export class FileLinks {
  constructor(
    private readonly secrets: Secrets,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  urlOf(to: Linked): string {
    return this.config.PUBLIC_SITE_URL + signedLink(this.secrets, to, this.clock.now());
  }

  /** @throws DeskError forbidden/file-link-unusable */
  check(to: Linked, proof: LinkProof): void {
    checkSignedLink(this.secrets, to, proof, this.clock.now());
  }
}
