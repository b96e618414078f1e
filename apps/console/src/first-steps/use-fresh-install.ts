import { useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '../session/session.js';
import { listQueryOptions } from '../tickets/ticket-queries.js';

/** Whether nothing has ever been written to this installation, and whoever looks can do something about it. */
export function useFreshInstall(): boolean {
  const admin = useMe().role === 'admin';
  const { data } = useInfiniteQuery({ ...listQueryOptions({ sort: 'createdAt' }), enabled: admin });
  return admin && data?.pages[0]?.data.length === 0;
}
