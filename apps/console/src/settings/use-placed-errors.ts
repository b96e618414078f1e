import { type RefObject, useLayoutEffect, useMemo, useRef } from 'react';
import type { Problem } from '../api/problem.js';
import { placeErrors, type Places } from './field-errors.js';

type Form = { setErrors: (errors: Readonly<Record<string, string>>) => void };

/**
 * Says what a call refused beside the fields that it is about, and leads to the first of them, also out of a folding.
 *
 * @param error null where nothing was refused
 * @returns where the form is, and what is left to be said below it
 */
export function usePlacedErrors(
  form: Form,
  error: unknown,
  places: Places,
): { ref: RefObject<HTMLFormElement | null>; rest: Problem | null } {
  const ref = useRef<HTMLFormElement>(null);
  const placed = useMemo(() => (error === null ? null : placeErrors(error, places)), [error, places]);
  useLayoutEffect(() => {
    if (!placed || Object.keys(placed.fields).length === 0) return;
    form.setErrors(placed.fields);
    // Once the fields show it.
    requestAnimationFrame(() => leadToFault(ref.current));
  }, [placed]);
  return { ref, rest: placed?.rest ?? null };
}

function leadToFault(form: HTMLFormElement | null): void {
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  for (let folding = wrong?.closest('details'); folding; folding = folding.parentElement?.closest('details')) folding.open = true;
  wrong?.focus();
}
