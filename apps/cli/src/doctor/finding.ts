import type { Params, Reason } from '@app/domain';
import { type Words, words } from '@app/service';

/** One thing that `doctor` looked at, and how it is. What is to be done about it is with the words of `detail` (`mend-...`). */
export type Finding = {
  readonly check: Reason;
  /** `warning`: it works, and somebody should look at it all the same. */
  readonly level: 'ok' | 'warning' | 'fault';
  readonly detail: Reason;
};

export function good(check: Reason, code: string, params: Params = {}): Finding {
  return { check, level: 'ok', detail: { code, params } };
}

export function bad(check: Reason, detail: Reason): Finding {
  return { check, level: 'fault', detail };
}

/** What a check is called: `check-NAME` in the catalogs. */
export function checkOf(name: string, params: Params = {}): Reason {
  return { code: `check-${name}`, params };
}

/** For machines: the check has the same name in every language. */
export function asJson({ check, level, detail }: Finding, catalog: Words): object {
  return {
    check: words('en').reason(check),
    ok: level !== 'fault',
    level,
    code: detail.code,
    detail: catalog.cause(detail),
    next: catalog.mend(detail),
  };
}

export function inWords({ check, level, detail }: Finding, catalog: Words): string {
  const next = catalog.mend(detail);
  const mark = catalog.reason({ code: `doctor-${level}`, params: {} });
  const line = `${mark.padEnd(6)} ${catalog.reason(check)}: ${catalog.cause(detail)}`;
  return next === null ? line : `${line}\n         ${catalog.reason({ code: 'doctor-next', params: { next } })}`;
}
