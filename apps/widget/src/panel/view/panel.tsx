import { useRef, useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { useAround } from './around/around.js';
import { Arrivals } from './arrivals/arrivals.js';
import { useAsking } from './form/asking.js';
import { Composer } from './composer/composer.js';
import { Fields, Topics } from './form/form-screen.js';
import { Header } from './header/header.js';
import { MessageList } from './messages/message-list.js';
import { Notice } from './header/notice.js';

export function Panel(): JSX.Element {
  const { chat, close, texts } = useAround();
  const { isOver, handlers } = useDrop((files) => chat.files.add(files));
  return (
    <div class="panel" {...handlers} onKeyDown={(event) => event.key === 'Escape' && close?.()}>
      <Header />
      <main>
        <Notice />
        <Content />
      </main>
      <Arrivals />
      {isOver && <div class="veil">{texts.drop}</div>}
    </div>
  );
}

/** What is asked before the chat, or the chat. */
function Content(): JSX.Element {
  const asking = useAsking();
  const { stage } = asking;
  if (stage.at === 'topics') return <Topics asking={asking} />;
  if (stage.at === 'fields') return <Fields key={stage.form.id} asking={asking} form={stage.form} />;
  return (
    <>
      <MessageList asking={asking} />
      <Composer form={asking.form} />
    </>
  );
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
