import type { JSX } from 'preact';
import { useAround, useCell } from '../around/around.js';
import { Filled } from '../around/filled.js';
import { AlertIcon, ClockIcon, MailIcon, SeenIcon, SentIcon } from '../around/icons.js';
import type { Row } from './rows.js';
import { sizeText } from '../../words/size-text.js';

/** When it was said and, of the visitor's own, what became of it. */
export function Mark({ row }: { row: Row }): JSX.Element | null {
  const { texts, times } = useAround();
  if (row.state === 'refused') return <Refused row={row} />;
  if (!row.closesGroup && row.state !== 'waiting') return null;
  return (
    <span class="mark-line">
      {row.byMail && (
        <span class="by-mail">
          <MailIcon />
          {texts.byMail}
        </span>
      )}
      <time dateTime={row.at.toISOString()}>{times.time(row.at)}</time>
      {row.state !== null && <State state={row.state} />}
    </span>
  );
}

function State({ state }: { state: Exclude<Row['state'], 'refused' | null> }): JSX.Element {
  const { chat, texts } = useAround();
  const { link } = useCell(chat.state);
  const words = texts.states[state === 'waiting' && link !== 'online' ? 'offline' : state];
  return (
    <span class={`state ${state}`} title={words}>
      {state === 'waiting' ? <ClockIcon /> : state === 'sent' ? <SentIcon /> : <SeenIcon />}
      <span class="hidden">{words}</span>
    </span>
  );
}

function Refused({ row }: { row: Row }): JSX.Element {
  const { chat, limits, locale, texts } = useAround();
  const known = texts.problems[row.reason ?? ''];
  const values = {
    name: row.files[0]?.filename ?? '',
    limit: sizeText(limits.fileBytes, locale),
    total: sizeText(limits.unsentBytes, locale),
    count: limits.files,
  };
  return (
    <span class="mark-line trouble" role="alert">
      <span class="why">
        <AlertIcon />
        <span>{known === undefined ? (row.words ?? texts.problems['not-sent']) : <Filled text={known} values={values} />}</span>
      </span>
      <button type="button" onClick={() => chat.outbox.retry(row.key)}>
        {texts.retry}
      </button>
      <button type="button" onClick={() => chat.outbox.remove(row.key)}>
        {texts.remove}
      </button>
    </span>
  );
}
