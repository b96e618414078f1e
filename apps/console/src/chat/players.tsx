import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../api/shapes.js';
import { AttachmentList } from '../timeline/attachment-list.js';
import { fileSize } from '../words/time.js';
import { useLocale } from '../words/use-locale.js';
import classes from './chat.module.css';
import { mediaKindOf } from './media-kind.js';

/** Voice, music and films, played here where the browser can. */
export function Players({ media }: { media: readonly Attachment[] }) {
  return media.map((one) => <Player key={one.id} file={one} url={one.url ?? ''} />);
}

/** A link is good for five minutes and comes anew while one looks: what plays keeps its own until it fails. */
function Player({ file, url }: { file: Attachment; url: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [src, setSrc] = useState(url);
  const [fails, setFails] = useState(false);
  const at = useRef(0);
  if (fails) return <AttachmentList attachments={[file]} />;
  const props = {
    src,
    controls: true,
    preload: 'metadata',
    'aria-label': file.filename,
    onTimeUpdate: ({ currentTarget }: { currentTarget: HTMLMediaElement }) => {
      at.current = currentTarget.currentTime;
    },
    onLoadedMetadata: ({ currentTarget }: { currentTarget: HTMLMediaElement }) => {
      if (at.current > 0) currentTarget.currentTime = at.current;
    },
    onError: () => (src === url ? setFails(true) : setSrc(url)),
  } as const;
  return (
    <figure className={classes.player}>
      {mediaKindOf(file) === 'video' ? <video className={classes.video} playsInline {...props} /> : <audio {...props} />}
      <figcaption>
        <a href={url} target="_blank" rel="noopener noreferrer" title={t('file.open', { name: file.filename })}>
          <bdi>{file.filename}</bdi>
        </a>{' '}
        {fileSize(file.size, locale)}
      </figcaption>
    </figure>
  );
}
