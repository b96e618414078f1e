import type { JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useAround, useCell } from '../around/around.js';
import { Filled } from '../around/filled.js';
import { MailField } from './mail-field.js';

/** Asks where the whole exchange is to be sent, and says that it was. */
export function Transcript({ onClose }: { onClose: () => void }): JSX.Element {
  const { chat, texts } = useAround();
  const { address, transcript, user } = useCell(chat.state);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const close = (): void => {
    chat.mail.forget();
    onClose();
  };
  return (
    // The browser closes it by Escape; the panel around it stays.
    <dialog ref={dialog} aria-labelledby={id} onClose={close} onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}>
      <h2 id={id}>{texts.mail.transcript}</h2>
      {transcript === null ? (
        <>
          <p class="lead">{texts.mail.transcriptLead}</p>
          <MailField
            kind="transcript"
            first={address ?? user?.email ?? ''}
            action={texts.mail.send}
            refuse={texts.mail.cancel}
            onRefuse={() => dialog.current?.close()}
          />
        </>
      ) : (
        <>
          <p class="lead" role="status">
            <Filled text={texts.mail.transcriptSent} values={{ email: transcript }} />
          </p>
          <div class="actions">
            <button type="button" class="main" autofocus onClick={() => dialog.current?.close()}>
              {texts.mail.done}
            </button>
          </div>
        </>
      )}
    </dialog>
  );
}
