import { useEffect, useRef, useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { useAround, useCell } from './around.js';
import { Composer } from './composer.js';
import { CloseIcon, CloudOffIcon, TalkIcon } from './icons.js';
import { initials } from './initials.js';
import { MessageList } from './message-list.js';

/** How long a connection may be away before it is mentioned (ms): most are back sooner. */
const OFFLINE_AFTER_MS = 1_500;

export function Panel(): JSX.Element {
  const { chat, close, isFramed, texts } = useAround();
  const { link } = useCell(chat.state);
  const isOffline = useLasting(link === 'offline', OFFLINE_AFTER_MS);
  const { isOver, handlers } = useDrop((files) => chat.addFiles(files));
  return (
    <div class="panel" {...handlers} onKeyDown={(event) => event.key === 'Escape' && isFramed && close()}>
      <Header />
      <main>
        <div class="banner" role="status">
          {isOffline && (
            <p>
              <CloudOffIcon />
              {texts.offline}
            </p>
          )}
        </div>
        <MessageList />
        <Composer />
      </main>
      {isOver && <div class="veil">{texts.drop}</div>}
    </div>
  );
}

/** Who answers: the inbox, and once somebody did, that person. */
function Header(): JSX.Element {
  const { chat, inbox, texts, close, isFramed } = useAround();
  const { messages } = useCell(chat.state);
  const agent = messages.findLast((message) => message.author !== null)?.author ?? null;
  return (
    <header>
      <div class="mark" aria-hidden="true">
        {agent ? initials(agent.name) : <TalkIcon />}
      </div>
      <div class="title">
        <h1>{agent?.name ?? inbox.name}</h1>
        <p>{agent ? inbox.name : texts.lead}</p>
      </div>
      {isFramed && (
        <button type="button" class="icon" aria-label={texts.close} title={texts.close} onClick={close}>
          <CloseIcon />
        </button>
      )}
    </header>
  );
}

/** True only once it has been true for a while. */
function useLasting(now: boolean, afterMs: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!now) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), afterMs);
    return () => clearTimeout(timer);
  }, [now, afterMs]);
  return now && lasting;
}

type DropHandlers = Record<'onDragEnter' | 'onDragOver' | 'onDragLeave' | 'onDrop', (event: DragEvent) => void>;

function useDrop(take: (files: readonly File[]) => void): { isOver: boolean; handlers: DropHandlers } {
  const [isOver, setIsOver] = useState(false);
  /** Entering a child comes before leaving its parent: only the sum says whether the pointer is still inside. */
  const depth = useRef(0);
  const move = (by: number) => (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    depth.current += by;
    setIsOver(depth.current > 0);
  };
  return {
    isOver,
    handlers: {
      onDragEnter: move(1),
      onDragOver: move(0),
      onDragLeave: move(-1),
      onDrop: (event) => {
        event.preventDefault();
        depth.current = 0;
        setIsOver(false);
        take([...(event.dataTransfer?.files ?? [])]);
      },
    },
  };
}
