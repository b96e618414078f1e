import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { styleNonce } from '../look/style-nonce.js';
import { fitFrame } from './fit-frame.js';
import { frameContent } from './frame-content.js';
import { frameDocument } from './frame-document.js';
import classes from './html-frame.module.css';
import { RemoteImagesBar } from './remote-images-bar.js';

/**
 * HTML of a message, sanitized by the server and once more here, in a frame without scripts.
 *
 * `allow-same-origin` lets this page fill the frame and measure its height; together with `allow-scripts` it would let the message
 * out of its frame, so that never stands here (`threat:B1`).
 */
export function HtmlFrame({ message, html }: { message: Message; html: string }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLIFrameElement>(null);
  const dark = useComputedColorScheme('light') === 'dark';
  const [loaded, setLoaded] = useState(0);
  const [height, setHeight] = useState(80);
  const [remote, setRemote] = useState<ReadonlyMap<string, string> | null>(null);
  const own = useOwnImages(message);
  const content = useMemo(
    () => frameContent(html, { own, remote }, { quoted: t('timeline.quoted'), signature: t('timeline.signature') }),
    [html, own, remote, t],
  );
  const paper = dark && !content.coloured ? 'dark' : 'light';
  const origins = useMemo(() => originsOf([...own.values(), ...(remote?.values() ?? [])]), [own, remote]);
  useEffect(() => {
    const page = frame.current?.contentDocument;
    // Until the frame has its own document it shows an empty one of another kind.
    if (loaded === 0 || !page?.querySelector('base')) return;
    page.body.replaceChildren(...page.importNode(content.body, true).childNodes);
    return fitFrame(page, setHeight);
  }, [content, loaded]);
  return (
    <>
      <RemoteImagesBar messageId={message.id} blocked={content.blocked} trackers={content.trackers} onShow={setRemote} />
      <iframe
        ref={frame}
        className={classes.frame}
        data-paper={dark && paper === 'light' ? 'white' : undefined}
        title={t('timeline.formatted')}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        srcDoc={frameDocument(paper, styleNonce(), origins)}
        height={height}
        onLoad={() => setLoaded((times) => times + 1)}
      />
    </>
  );
}

/** Addresses of the message's own pictures. New links come every few minutes: those that are shown already need none. */
function useOwnImages({ id, attachments }: Message): ReadonlyMap<string, string> {
  const pictures = attachments.filter((file) => file.picture && file.url !== null);
  const ids = pictures.map((file) => file.id).join();
  // Whether there are others, not whether their links are newer, makes the frame anew.
  return useMemo(() => new Map(pictures.map((file) => [file.id, file.url ?? ''])), [id, ids]);
}

function originsOf(urls: readonly string[]): string[] {
  return [...new Set(urls.map((url) => new URL(url, location.href).origin))].sort();
}
