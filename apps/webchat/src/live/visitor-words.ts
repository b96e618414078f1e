import type { ChatAnswer } from '@app/contracts';
import type { Visitor } from '@app/store';
import { Injectable } from '@nestjs/common';
import { TypedAddresses } from '../away/typed-addresses.js';
import { VisitorIntake } from '../visitors/visitor-intake.js';
import type { Connection } from './connection.js';
import type { Frame } from './read-frame.js';
import { VisitorTyping } from './visitor-typing.js';

/** What a visitor says to us, beside who they are and what they have got. */
export type Said = Extract<Frame, { name: 'send' | 'typing' | 'address' | 'transcript' }>;

export function isSaid(frame: Frame): frame is Said {
  return frame.name === 'send' || frame.name === 'typing' || frame.name === 'address' || frame.name === 'transcript';
}

/** Takes what visitors say, whether it comes by a socket or by a call. */
@Injectable()
export class VisitorWords {
  constructor(
    private readonly intake: VisitorIntake,
    private readonly typing: VisitorTyping,
    private readonly addresses: TypedAddresses,
  ) {}

  /**
   * @param connection that it came by; null: by a call
   * @returns what the browser is told; null: nothing
   * @throws DeskError as `VisitorIntake.take`, `TypedAddresses.leave` and `TypedAddresses.sendChat`
   */
  async take(visitor: Visitor, said: Said, connection: Connection | null): Promise<ChatAnswer | null> {
    switch (said.name) {
      case 'send':
        await this.intake.take(visitor, said.body);
        return { stored: { clientId: said.body.clientId } };
      case 'typing':
        await this.typing.say(visitor, connection);
        return null;
      case 'address':
        return { address: { email: await this.addresses.leave(visitor, said.body.email) } };
      case 'transcript':
        return { transcript: { email: await this.addresses.sendChat(visitor, said.body.email) } };
    }
  }
}
