import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useAround } from '../around/around.js';
import { FileIcon } from '../around/icons.js';
import type { Row } from './rows.js';
import { isPicture } from '../../state/shown-pictures.js';
import { sizeText } from '../../words/size-text.js';

type Shown = Row['files'][number];

/** A file of a message: a picture that can be seen, or a button that fetches it. */
export function Attachment({ file }: { file: Shown }): JSX.Element {
  const { chat, locale, texts } = useAround();
  const [isBroken, setBroken] = useState(false);
  const size = sizeText(file.size, locale);
  const open = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (file.id === null) return;
    try {
      // The link of the list is short-lived: what is clicked gets a fresh one.
      follow(await chat.files.linkTo(file.id));
    } catch {
      chat.state.change({ problem: { code: 'no-link', name: file.filename } });
    }
  };
  if (file.id !== null && isPicture(file.contentType) && !isBroken) {
    return (
      <a class="picture" href={file.url} onClick={(event) => void open(event)} title={`${file.filename}, ${size}`}>
        <Picture file={file} label={`${texts.openPicture}: ${file.filename}`} onBroken={() => setBroken(true)} />
      </a>
    );
  }
  return (
    <button type="button" class="file" disabled={file.id === null} onClick={(event) => void open(event)}>
      <span class="hidden">{texts.download}: </span>
      <FileIcon />
      <bdi class="name">{file.filename}</bdi>
      <span class="size">{size}</span>
    </button>
  );
}

type PictureProps = { file: Exclude<Shown, { id: null }>; label: string; onBroken: () => void };

function Picture({ file, label, onBroken }: PictureProps): JSX.Element {
  const { chat } = useAround();
  const [fresh, setFresh] = useState<string | null>(null);
  // Its link may have expired while the panel was open, or the network failed: it is asked for once more.
  const again = (): void => {
    // The fragment makes it another address for the browser, even if the link is still the same.
    if (fresh === null) chat.files.linkTo(file.id).then((url) => setFresh(`${url}#again`), onBroken);
    else onBroken();
  };
  return <img src={fresh ?? file.url} alt={label} onError={again} />;
}

function follow(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.target = '_blank';
  link.rel = 'noopener';
  link.click();
}
