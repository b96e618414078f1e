/** One line of `doctor`: what was looked at, how it is, and one next step where something is to be done. */
export type Finding = { readonly check: string; readonly ok: boolean; readonly detail: string; readonly next: string | null };

export function good(check: string, detail: string): Finding {
  return { check, ok: true, detail, next: null };
}

export function bad(check: string, detail: string, next: string): Finding {
  return { check, ok: false, detail, next };
}
