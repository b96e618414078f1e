import { useNavigate } from '@tanstack/react-router';
import { useAction } from '../keyboard/keyboard.js';

/**
 * Up and down the list by key. While a ticket is open its neighbour is opened; else the focus moves.
 *
 * @param numbers of the tickets as they are listed
 * @param loadMore null when all are loaded
 */
export function useListKeys(numbers: readonly number[], opened: number | null, loadMore: (() => void) | null): void {
  const navigate = useNavigate();
  const open = (number: number): void => void navigate({ to: '/tickets/$number', params: { number }, search: (search) => search });
  const step = (by: 1 | -1): void => {
    const from = opened ?? focusedNumber();
    const at = from === null ? -1 : numbers.indexOf(from);
    const number = numbers[at === -1 && by === -1 ? numbers.length - 1 : at + by];
    if (number === undefined) return;
    const row = rowOf(number);
    row?.scrollIntoView({ block: 'nearest' });
    if (opened === null) row?.focus();
    else open(number);
    if (numbers.length - numbers.indexOf(number) < 5) loadMore?.();
  };
  useAction('next', () => step(1));
  useAction('previous', () => step(-1));
  useAction('open', () => focusedNumber() !== null && open(focusedNumber() ?? 0), opened === null);
}

function rowOf(number: number): HTMLElement | null {
  return document.querySelector(`a[data-number="${number}"]`);
}

function focusedNumber(): number | null {
  const number = document.activeElement?.closest('a[data-number]')?.getAttribute('data-number');
  return number == null ? null : Number(number);
}
