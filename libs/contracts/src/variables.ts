import type { z } from 'zod';

/** Everything that looks like a variable; what is inside the braces, trimmed, is its name. */
const VARIABLE = /\{\{([^{}]*)\}\}/g;

/** Refuses variables of a text that nobody would fill, and names them: they would go out to customers as they are written. */
export function namesOnly(known: readonly string[]): (text: string, ctx: z.core.$RefinementCtx<string>) => void {
  return (text, ctx) => {
    const unknown = [...text.matchAll(VARIABLE)].filter(([, name = '']) => !known.includes(name.trim())).map(([all]) => all);
    if (unknown.length === 0) return;
    const params = { names: [...new Set(unknown)].join(', '), known: known.map((name) => `{{${name}}}`).join(', ') };
    ctx.addIssue({ code: 'custom', message: 'input-unknown-variables', params });
  };
}
