import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.js';
import type { Contact } from '../api/shapes.js';
import { includes, isSame, type Person } from './person.js';

const SHOWN = 6;
/** Between key presses, in milliseconds. */
const PAUSE_MS = 200;
const SHORTEST = 2;

/**
 * Who may be meant by what is typed: people of the conversation, then contacts that are known.
 *
 * @param not addresses that are chosen already, and our own
 */
export function useFoundPeople(text: string, participants: readonly Person[], not: readonly string[]): Person[] {
  const typed = text.trim().toLowerCase();
  const [asked] = useDebouncedValue(typed, PAUSE_MS);
  const { data = [] } = useQuery({
    queryKey: ['contacts', asked] as const,
    queryFn: ({ signal }) => answerOf(api.GET('/contacts', { params: { query: { q: asked, limit: SHOWN } }, signal })),
    select: ({ data: contacts }) => contacts.flatMap(peopleOf),
    enabled: asked.length >= SHORTEST,
    placeholderData: keepPreviousData,
  });
  const contacts = typed.length >= SHORTEST ? data : [];
  const matching = participants.filter(({ name, address }) => `${name} ${address}`.toLowerCase().includes(typed));
  const found = [...matching, ...contacts].filter(({ address }) => !not.some((one) => isSame(one, address)));
  return found.filter((one, at) => !includes(found.slice(0, at), one.address)).slice(0, SHOWN);
}

function peopleOf({ name, identities }: Contact): Person[] {
  return identities.flatMap(({ channel, address }) => (channel === 'email' ? [{ name, address }] : []));
}
