import { useEffect, useState } from 'preact/hooks';
import { useAround, useCell } from '../around/around.js';
import { freshPage } from '../../connection/fresh-page.js';

const MINUTE_MS = 60_000;

/**
 * Now, to the minute, while nobody is there: a page may stay open over midnight, and over the hour at which the office opens. Who has no
 * connection hears nothing of that, and asks.
 */
export function useOpening(): Date {
  const { chat } = useAround();
  const { link, office } = useCell(chat.state);
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const clock = setInterval(() => setNow(new Date()), MINUTE_MS);
    return () => clearInterval(clock);
  }, []);
  const isDue = link === 'none' && office.nextOpenAt !== null && now >= new Date(office.nextOpenAt);
  useEffect(() => {
    if (!isDue) return;
    let isWanted = true;
    const take = async (): Promise<void> => {
      const page = await freshPage();
      if (page && isWanted) chat.state.change({ office: page.inbox });
    };
    // Without a network it is asked again a minute later.
    take().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [isDue, now]);
  return now;
}
