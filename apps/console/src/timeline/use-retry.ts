import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.js';
import { tellProblem } from '../api/problem-notice.js';
import type { Message, Retry } from '../api/shapes.js';

/** Sends a message again: to all that it did not reach, to one of them, or to another address in place of one. */
export function useRetry(message: Message, number: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Retry) => answerOf(api.POST('/messages/{id}/retry', { params: { path: { id: message.id } }, body })),
    // Where it is asked in a form, the form tells.
    onError: (error, { to }) => to === undefined && tellProblem(error),
    onSettled: () => client.invalidateQueries({ queryKey: ['ticket', number], exact: true }),
  });
}
