import { DeskError, writeTranscript } from '@app/domain';
import { needsSmtpUtf8, typedAddress } from '@app/mail';
import { languageOf } from '@app/service';
import {
  addressOfVisitor,
  claimAddress,
  type MailOutlet,
  readOutlet,
  readOwnAddresses,
  sendTranscript,
  Store,
  type Visitor,
} from '@app/store';
import { Injectable } from '@nestjs/common';
import { VisitorLimits } from '../visitors/visitor-limits.js';

/** An address of a machine instead of a name: nobody on a site has one, and it may be a machine of ours. */
const NAMES_MACHINE = /@(?:\[|[\d.]+$)/;

/** Addresses that visitors type: where they are answered when they are away, and where the chat is sent to. */
@Injectable()
export class TypedAddresses {
  constructor(
    private readonly store: Store,
    private readonly limits: VisitorLimits,
  ) {}

  /**
   * Notes where a visitor is answered when they are away: what they say, which proves nothing.
   *
   * @returns where they are answered from now on, in its one spelling: an address that the site has signed counts before any that they say
   * @throws DeskError invalid/visitor-address-invalid, invalid/visitor-address-ours, invalid/visitor-address-letters,
   *   conflict/visitor-mail-off, unavailable/too-many-requests
   */
  async leave(visitor: Visitor, typed: string): Promise<string> {
    const { address } = await this.checked(visitor, typed);
    await claimAddress(this.store, visitor.id, address);
    return (await addressOfVisitor(this.store, visitor.id)) ?? address;
  }

  /**
   * Sends the whole chat.
   *
   * @returns where to
   * @throws DeskError as `leave`, and as `sendTranscript` of @app/store
   */
  async sendChat(visitor: Visitor, typed: string): Promise<string> {
    const { address, outlet } = await this.checked(visitor, typed);
    const asked = { visitorId: visitor.id, inboxId: visitor.inboxId, address, outlet };
    await sendTranscript(this.store, asked, (order) =>
      writeTranscript(order.locale === null ? outlet.language : languageOf(order.locale), order),
    );
    return address;
  }

  private async checked(visitor: Visitor, typed: string): Promise<{ address: string; outlet: MailOutlet }> {
    this.limits.spend('addressOfVisitor', visitor.id);
    const address = typedAddress(typed);
    if (address === '' || NAMES_MACHINE.test(address))
      throw new DeskError('invalid', 'visitor-address-invalid', 'The address is not plainly local@domain.');
    const outlet = await readOutlet(this.store, visitor.inboxId);
    if (outlet === null) throw new DeskError('conflict', 'visitor-mail-off', 'This web chat sends no mail.');
    if (needsSmtpUtf8(address) && !outlet.smtpUtf8)
      throw new DeskError('invalid', 'visitor-address-letters', 'The mail server takes ASCII local parts only.');
    const isOurs = await readOwnAddresses(this.store);
    if (isOurs(address)) throw new DeskError('invalid', 'visitor-address-ours', 'What is sent to an own inbox comes back.');
    return { address, outlet };
  }
}
