import { Anchor } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconPhotoOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { tellProblem } from '../api/problem-notice.js';
import classes from './html-frame.module.css';

type Props = { messageId: string; blocked: number; trackers: number; onShow: (images: ReadonlyMap<string, string>) => void };

/** What of a mail's pictures was not loaded, and the button that loads them through our proxy. */
export function RemoteImagesBar({ messageId, blocked, trackers, onShow }: Props) {
  const { t } = useTranslation();
  const show = useMutation({
    mutationFn: () => answerOf(api.GET('/messages/{id}/images', { params: { path: { id: messageId } } })),
    onSuccess: ({ data }) => onShow(new Map(data.map(({ address, url }) => [address, url]))),
    onError: tellProblem,
  });
  if (blocked === 0 && trackers === 0) return null;
  const words = [
    blocked > 0 && t('timeline.remoteImages', { count: blocked }),
    trackers > 0 && t('timeline.trackers', { count: trackers }),
  ];
  return (
    <p className={classes.bar}>
      <IconPhotoOff size={15} aria-hidden="true" />
      <span>{words.filter(Boolean).join(' ')}</span>
      {blocked > 0 && (
        <Anchor component="button" type="button" size="xs" disabled={show.isPending} onClick={() => show.mutate()}>
          {t('timeline.showImages')}
        </Anchor>
      )}
    </p>
  );
}
