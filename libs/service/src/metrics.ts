import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PlatformGauge } from './platform.js';

/** Seconds, from a key press to an export. */
const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The process's figures for Prometheus. Labels are channels, codes and routes: never ids, names or addresses of people. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #http: Histogram<'method' | 'route' | 'status'>;

  constructor(service: string, gauges: readonly PlatformGauge[] = []) {
    this.#registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.#registry });
    this.#http = this.histogram('otklik_http_request_seconds', 'Time to answer an HTTP request', ['method', 'route', 'status']);
    for (const gauge of gauges) this.#read(gauge);
  }

  counter<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.#registry] });
  }

  gauge<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
    return new Gauge({ name, help, labelNames: [...labelNames], registers: [this.#registry] });
  }

  /** @param buckets upper bounds; default: seconds from 2 ms to 30 s */
  histogram<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[] = [],
    buckets: readonly number[] = SECONDS,
  ): Histogram<L> {
    return new Histogram({ name, help, labelNames: [...labelNames], buckets: [...buckets], registers: [this.#registry] });
  }

  /** @param route its pattern, not the path that was asked for */
  answered(method: string, route: string, status: number, seconds: number): void {
    this.#http.observe({ method, route, status: String(status) }, seconds);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** A gauge that cannot be read now is left out rather than told from memory: the rest is shown. */
  #read({ name, help, labels, read }: PlatformGauge): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [this.#registry],
      async collect() {
        const values = await read().catch(() => []);
        this.reset();
        for (const one of values) this.set({ ...one.labels }, one.value);
      },
    });
    void gauge;
  }
}
