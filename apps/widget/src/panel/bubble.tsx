import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useAround, useCell } from './around.js';
import { AlertIcon, ClockIcon, FileIcon, SentIcon } from './icons.js';
import { initials } from './initials.js';
import { linkParts } from './link-parts.js';
import type { Row } from './rows.js';
import { sizeText } from './texts.js';

export function Bubble({ row }: { row: Row }): JSX.Element {
  const { inbox, texts } = useAround();
  const author = row.isOwn ? texts.you : (row.author ?? inbox.name);
  return (
    <div class={`said ${row.isOwn ? 'own' : ''} ${row.opensGroup ? 'first' : ''} ${row.closesGroup ? 'last' : ''} ${row.state ?? ''}`}>
      {!row.isOwn && (
        <span class="face" aria-hidden="true">
          {row.closesGroup && initials(author)}
        </span>
      )}
      <div class="column">
        {!row.isOwn && row.opensGroup ? <span class="author">{author}</span> : <span class="hidden">{author}</span>}
        {row.text !== '' && (
          <p class="bubble" dir="auto">
            {linkParts(row.text).map(({ text, href }) =>
              href === null ? (
                text
              ) : (
                <a href={href} target="_blank" rel="noopener noreferrer nofollow">
                  {text}
                </a>
              ),
            )}
          </p>
        )}
        {row.files.map((file) => (
          <File key={file.id ?? file.filename} file={file} />
        ))}
        <Mark row={row} />
      </div>
    </div>
  );
}

/** When it was said and, of the visitor's own, what became of it. */
function Mark({ row }: { row: Row }): JSX.Element | null {
  const { chat, texts, times } = useAround();
  const { link } = useCell(chat.state);
  if (row.state === 'refused') return <Refused row={row} />;
  if (!row.closesGroup && row.state !== 'waiting') return null;
  const isStored = row.state === 'stored';
  const state = isStored ? texts.stored : link === 'online' ? texts.sending : texts.waiting;
  return (
    <span class="mark-line">
      <time dateTime={row.at.toISOString()}>{times.time(row.at)}</time>
      {row.state !== null && (
        <span class="state" title={state}>
          {isStored ? <SentIcon /> : <ClockIcon />}
          <span class="hidden">{state}</span>
        </span>
      )}
    </span>
  );
}

function Refused({ row }: { row: Row }): JSX.Element {
  const { chat, texts } = useAround();
  return (
    <span class="mark-line trouble">
      <AlertIcon />
      {texts.problems[row.reason ?? ''] ?? texts.problems['not-sent']}
      <button type="button" onClick={() => chat.retry(row.key)}>
        {texts.retry}
      </button>
      <button type="button" onClick={() => chat.discard(row.key)}>
        {texts.remove}
      </button>
    </span>
  );
}

function File({ file }: { file: Row['files'][number] }): JSX.Element {
  const { chat, locale, texts } = useAround();
  const [isBroken, setIsBroken] = useState(false);
  const isImage = file.id !== null && /^image\/(png|jpeg|gif|webp)$/.test(file.contentType) && !isBroken;
  const size = sizeText(file.size, locale);
  // The link of the list is short-lived: what is clicked gets a fresh one.
  const download = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (file.id === null) return;
    const link = document.createElement('a');
    link.href = await chat.linkTo(file.id);
    link.target = '_blank';
    link.rel = 'noopener';
    link.click();
  };
  if (isImage) {
    return (
      <a class="picture" href={file.url} onClick={(event) => void download(event)} title={`${file.filename}, ${size}`}>
        <img src={file.url} alt={file.filename} onError={() => setIsBroken(true)} />
      </a>
    );
  }
  return (
    <button
      type="button"
      class="file"
      disabled={file.id === null}
      onClick={(event) => void download(event)}
      aria-label={`${texts.download}: ${file.filename}, ${size}`}
    >
      <FileIcon />
      <span class="name">{file.filename}</span>
      <span class="size">{size}</span>
    </button>
  );
}
