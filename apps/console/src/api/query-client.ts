import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { asProblem } from './problem.js';

/** Called when the API says that nobody is signed in any more. */
type OnSignedOut = () => void;

/**
 * Makes the cache that all screens read from.
 *
 * The live feed says what changed, so nothing is fetched again for age alone; a call that never got through is tried
 * again, one that was refused is not.
 */
export function makeQueryClient(onSignedOut: OnSignedOut): QueryClient {
  const onError = (error: unknown): void => {
    if (asProblem(error).status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 3 && isPassing(error),
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

function isPassing(error: unknown): boolean {
  const { status } = asProblem(error);
  return status === 0 || status === 502 || status === 503 || status === 504;
}
