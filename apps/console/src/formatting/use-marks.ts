import { useEffect, useState } from 'react';
import { mayBeMarked, readMarks } from './read-marks.js';

/** The formatting of a text that is being written; null where it has none, or none yet. */
export function useMarks(text: string): string | null {
  const [read, setRead] = useState<{ text: string; html: string | null }>({ text: '', html: null });
  const isMarked = mayBeMarked(text);
  useEffect(() => {
    if (!isMarked) return;
    let isLatest = true;
    void readMarks(text).then(({ html }) => isLatest && setRead({ text, html }));
    return () => {
      isLatest = false;
    };
  }, [text, isMarked]);
  return isMarked ? read.html : null;
}
