import type { Reason } from '@app/domain';
import type { Provider } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';

/** What a process stands on: the ports, opened. Made by `openPlatform` of @app/store; shared by both listeners of a process. */
export type Platform = {
  /** Given to every module of the process: Store, Bus, Blobs and the like, by class. */
  readonly providers: readonly Provider[];
  /** Hands events of the bus to `@OnEvents` handlers. */
  readonly transport: CustomTransportStrategy;
  readonly checks: readonly HealthCheck[];
  /** Figures for `/metrics`, read when they are asked for. */
  readonly gauges?: readonly PlatformGauge[];
  /** Called last, when nothing uses the providers any more. */
  close(): Promise<void>;
};

export type HealthCheck = {
  /** Names what is looked at, e.g. `database`, `bus`, `disk`, `inboxes`. */
  readonly name: string;
  /** `ready`: without it the process can do nothing, so `/readyz` says 503. `health`: for people; never takes the process out of service. */
  readonly kind: 'ready' | 'health';
  check(): Promise<HealthResult>;
};

export type HealthResult = {
  readonly ok: boolean;
  /** For operators, in English, e.g. `18 of 18 migrations`. */
  readonly detail: string;
  readonly reason?: Reason;
  /** What it is made of, where people want each by name, e.g. one for each inbox. */
  readonly parts?: readonly HealthPart[];
};

export type HealthPart = {
  readonly name: string;
  readonly ok: boolean;
  /** e.g. `ok`, `failing`, `off`. */
  readonly state: string;
  readonly reason?: Reason | null;
  readonly since?: Date | null;
};

/** A figure that is read when Prometheus asks. */
export type PlatformGauge = {
  /** With prefix and unit, e.g. `otklik_bus_lag`. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly read: () => Promise<readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[]>;
};
