import type { JSX } from 'preact';
import { useAround } from '../around/around.js';
import type { Draft } from '../../state/draft.js';
import { FileIcon, RemoveIcon } from '../around/icons.js';
import { sizeText } from '../../words/size-text.js';

/** A chosen file beside the composer, with its progress. */
export function DraftFile({ draft }: { draft: Draft }): JSX.Element {
  const { chat, locale, texts } = useAround();
  const percent = Math.round(draft.progress * 100);
  return (
    <li class={draft.state}>
      {draft.preview ? <img src={draft.preview} alt="" /> : <FileIcon />}
      <bdi class="name">{draft.name}</bdi>
      <span class="size">{draft.state === 'waiting' ? texts.fileWaits : sizeText(draft.size, locale)}</span>
      <button type="button" aria-label={`${texts.remove}: ${draft.name}`} title={texts.remove} onClick={() => chat.files.remove(draft.key)}>
        <RemoveIcon />
      </button>
      {draft.state === 'uploading' && <progress max={100} value={percent} aria-label={draft.name} />}
    </li>
  );
}
