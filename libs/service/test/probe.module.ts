import { DeskError } from '@app/domain';
import { Body, Controller, Get, Module, Post, Query } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { WebSocketGateway } from '@nestjs/websockets';
import { z } from 'zod';
import { Clock } from '../src/clock.js';
import { Config } from '../src/service-config.js';

const Ticket = z.object({ subject: z.string().min(1), capacity: z.int().min(1).max(99) });
const List = z.object({ limit: z.coerce.number().int().max(100).default(25) });

/** One of each kind of edge that an app has. */
@Controller()
class ProbeController {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get('where')
  where(): object {
    return { url: this.config.PUBLIC_URL, year: this.clock.now().getUTCFullYear() };
  }

  @Post('tickets')
  create(@Body({ schema: Ticket }) ticket: z.infer<typeof Ticket>): object {
    return ticket;
  }

  @Get('tickets')
  list(@Query({ schema: List }) query: z.infer<typeof List>): object {
    return query;
  }

  @Get('closed')
  closed(): never {
    throw new DeskError('conflict', 'ticket-changed', 'The ticket changed.', { params: { version: 7 } });
  }

  @Get('broken')
  broken(): never {
    throw new TypeError('a bug');
  }

  @Get('page')
  page(): object {
    return {};
  }

  @EventPattern<string>('ticket.opened.v1')
  onOpened(@Payload() subject: string): string {
    if (subject === 'refused') throw new DeskError('unavailable', 'database-away', 'away');
    return subject;
  }
}

@WebSocketGateway({ path: '/live' })
class ProbeGateway {
  handleConnection(client: { send(text: string): void }): void {
    client.send('hello');
  }
}

@Module({ controllers: [ProbeController], providers: [ProbeGateway] })
export class ProbeModule {}

@Controller()
class ProbePublicController {
  @Get('widget.js')
  widget(): string {
    return 'widget';
  }
}

@Module({ controllers: [ProbePublicController] })
export class ProbePublicModule {}
