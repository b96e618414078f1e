import type { JSX } from 'preact';
import { useAround, useCell } from '../around/around.js';
import { Face } from '../around/face.js';
import { CloseIcon, TalkIcon } from '../around/icons.js';
import { Menu } from './menu.js';
import { useChatName, useWhoAnswers } from '../around/who-answers.js';

/** Who answers: the inbox, and once somebody has the conversation, that person. */
export function Header(): JSX.Element {
  const { chat, texts, close } = useAround();
  const { office } = useCell(chat.state);
  const name = useChatName();
  const person = useWhoAnswers();
  const lead = office.open ? texts.lead : texts.leadClosed;
  return (
    <header>
      {person ? (
        <Face {...person} />
      ) : (
        <span class="face" aria-hidden="true">
          <TalkIcon />
        </span>
      )}
      <div class="title">
        <h1 dir="auto">{person?.name ?? name}</h1>
        <p dir="auto">{person ? name : lead}</p>
      </div>
      <Menu />
      {close && (
        <button type="button" class="icon" aria-label={texts.close} title={texts.close} onClick={close}>
          <CloseIcon />
        </button>
      )}
    </header>
  );
}
