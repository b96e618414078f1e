import { Bus, type Tail } from '@app/bus';
import { AgentChanged, ReplyReported, TicketChanged, TicketOpened } from '@app/contracts';
import { Log, WakeLoop } from '@app/service';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Router } from './router.js';

/** The safety net under lost wake-ups, ms. */
const SWEEP_MS = 5_000;

/**
 * Wakes the router: when a ticket arrives or comes back, an agent comes online, frees capacity or changes skills, and now and then.
 *
 * Every router hears everything (`tail`), since the one that serves a team need not be the one that a group would hand the event.
 */
@Injectable()
export class RouterWake implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: WakeLoop;
  private readonly teams = new Set<string>();
  private isAllDue = true;
  private sweptAt = 0;
  private tail: Tail | null = null;

  constructor(
    private readonly bus: Bus,
    private readonly router: Router,
    log: Log,
  ) {
    this.loop = new WakeLoop({ name: 'router', log, restMs: SWEEP_MS, run: () => this.turn() });
  }

  async onApplicationBootstrap(): Promise<void> {
    this.tail = await this.bus.tail([TicketOpened, TicketChanged, ReplyReported, AgentChanged], (events) => {
      for (const event of events) {
        if (event.type === AgentChanged.type) this.isAllDue = true;
        else this.teams.add(event.data.teamId);
      }
      this.loop.wake();
    });
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.tail?.close();
    await this.loop.stop();
    await this.router.close();
  }

  private async turn(): Promise<number> {
    const isSweep = this.isAllDue || performance.now() - this.sweptAt >= SWEEP_MS;
    const teams = [...this.teams];
    this.teams.clear();
    this.isAllDue = false;
    try {
      await (isSweep ? this.router.routeAll() : this.router.route(teams));
    } catch (error) {
      // Whatever was to be looked at is looked at again.
      this.isAllDue = true;
      throw error;
    }
    if (isSweep) this.sweptAt = performance.now();
    return SWEEP_MS;
  }
}
