import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useAround, useCell } from '../around/around.js';
import { Filled } from '../around/filled.js';
import { MailIcon } from '../around/icons.js';
import { MailField } from './mail-field.js';

/** Below the first message: where to answer a visitor who leaves. It can be put away, and is not asked again by this browser. */
export function AddressCard(): JSX.Element | null {
  const { chat, inbox, texts } = useAround();
  const { address, messages, office, outgoing, request, user } = useCell(chat.state);
  const [isChanging, setChanging] = useState(false);
  const [isRefused, setRefused] = useState(() => wasRefused(inbox.id));
  const id = useId();
  const wasAsked = useRef(false);
  useEffect(() => {
    if (request?.kind === 'address') wasAsked.current = true;
    else if (wasAsked.current) {
      wasAsked.current = false;
      setChanging(false);
    }
  }, [request]);
  const isWanted = inbox.sendsMail && (inbox.askAddress === 'always' || (inbox.askAddress === 'closed' && !office.open));
  const hasWritten = outgoing.length > 0 || messages.some(({ kind }) => kind === 'inbound');
  if (!hasWritten || !isWanted) return null;
  const known = address ?? user?.email ?? null;
  if (known !== null && !isChanging) {
    return (
      <p class="kept">
        <MailIcon />
        <span>
          <Filled text={texts.mail.kept} values={{ email: known }} />
        </span>
        {/* What the site has signed counts before anything that is said here. */}
        {!user?.email && (
          <button type="button" onClick={() => setChanging(true)}>
            {texts.mail.change}
          </button>
        )}
      </p>
    );
  }
  if (isRefused && !isChanging) return null;
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{texts.mail.ask}</h2>
      <p class="lead">{texts.mail.askLead}</p>
      <MailField
        kind="address"
        first={known ?? ''}
        action={texts.mail.keep}
        refuse={isChanging ? texts.mail.cancel : texts.mail.dismiss}
        onRefuse={() => {
          chat.mail.forget();
          if (isChanging) return setChanging(false);
          refuse(inbox.id);
          setRefused(true);
        }}
      />
    </section>
  );
}

function wasRefused(inboxId: string): boolean {
  try {
    return localStorage.getItem(`otklik-no-address-${inboxId}`) === '1';
  } catch {
    return false;
  }
}

function refuse(inboxId: string): void {
  try {
    localStorage.setItem(`otklik-no-address-${inboxId}`, '1');
  } catch {
    // Then it is asked again on the next page.
  }
}
