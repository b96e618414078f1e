import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.js';

/** A contact with their addresses, and the chats in which they can be written to. */
export function contactQuery(id: string) {
  return queryOptions({
    queryKey: ['contact', id] as const,
    queryFn: ({ signal }) => answerOf(api.GET('/contacts/{id}', { params: { path: { id } }, signal })),
  });
}
