import { Log } from '@app/service';
import { Injectable } from '@nestjs/common';
import { Identities } from '../identity/identities.js';
import { Connections } from './connections.js';
import { Hellos } from './hellos.js';
import { Receipts } from './receipts.js';
import { VisitorWords } from './visitor-words.js';

/** What the talk of a socket needs. */
@Injectable()
export class SessionPorts {
  constructor(
    readonly hellos: Hellos,
    readonly connections: Connections,
    readonly receipts: Receipts,
    readonly words: VisitorWords,
    readonly identities: Identities,
    readonly log: Log,
  ) {}
}
