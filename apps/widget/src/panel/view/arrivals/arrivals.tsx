import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatMessage } from '@app/contracts';
import { useAround, useCell } from '../around/around.js';
import { beep, isSoundOn } from './sound.js';
import { fill } from '../../words/fill.js';
import { isAnswer, lastAnswerPosition } from '../../state/thread.js';
import { useChatName, useWhoAnswers } from '../around/who-answers.js';

/** More at once are counted, not read out. */
const MOST_READ_OUT = 3;
/** What was read out is taken away, or it would be found a second time below the chat (ms). */
const TOLD_MS = 5_000;

/** Tells of new answers those who do not see them: read out by screen readers, heard by who asked for it, counted in the page's title. */
export function Arrivals(): JSX.Element {
  const { chat, isFramed, texts } = useAround();
  const { isTyping, unread } = useCell(chat.state);
  const [told, setTold] = useState('');
  const name = useChatName();
  const writer = useWhoAnswers()?.name ?? name;
  useNewAnswers((come) => {
    const said = come.map(({ author, text, attachments }) =>
      [`${author?.name ?? name}:`, text, ...attachments.map(({ filename }) => filename)].join(' '),
    );
    setTold(come.length > MOST_READ_OUT ? fill(texts.newAnswers, { count: come.length }) : said.join('\n'));
    if (isSoundOn() && !(chat.state.value.isShown && document.visibilityState === 'visible' && document.hasFocus())) beep();
  });
  useEffect(() => {
    if (told === '') return;
    const timer = setTimeout(() => setTold(''), TOLD_MS);
    return () => clearTimeout(timer);
  }, [told]);
  useEffect(() => {
    if (!isFramed) document.title = unread > 0 ? `(${unread}) ${name}` : name;
  }, [isFramed, unread, name]);
  return (
    <>
      <div class="hidden" aria-live="polite">
        {told}
      </div>
      <div class="hidden" role="status">
        {isTyping && fill(texts.typing, { name: writer })}
      </div>
    </>
  );
}

/** Called with the answers that came since the history was there. */
function useNewAnswers(tell: (come: readonly ChatMessage[]) => void): void {
  const { chat } = useAround();
  const { isLoading, messages } = useCell(chat.state);
  const known = useRef<number | null>(null);
  useEffect(() => {
    const last = lastAnswerPosition(messages);
    const before = known.current;
    known.current = isLoading ? null : last;
    if (before === null || isLoading || last <= before) return;
    tell(messages.filter((message) => isAnswer(message) && message.position > before));
  }, [isLoading, messages]);
}
