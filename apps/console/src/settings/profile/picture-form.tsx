import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.js';
import { ProblemNotice } from '../../api/problem-notice.js';
import type { Agent } from '../../api/shapes.js';
import { toast } from '../../look/toast.js';
import { Face } from '../../people/face.js';
import { sessionQuery, useMe } from '../../session/session.js';
import classes from './picture-form.module.css';
import { squarePicture } from './square-picture.js';

type Chosen = { readonly picture: Blob; readonly url: string };

/** One's own picture: chosen, looked at, and only then shown to colleagues and customers. */
export function PictureForm(): ReactElement {
  const { t } = useTranslation();
  const me = useMe();
  const [chosen, choose] = useState<Chosen | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const forget = useRef<() => void>(null);
  const done = (): void => {
    choose(null);
    // The button that was pressed is gone.
    first.current?.focus();
  };
  const set = useSetPicture(done);
  useEffect(
    () => () => {
      if (chosen) URL.revokeObjectURL(chosen.url);
    },
    [chosen],
  );

  const read = async (file: File | null): Promise<void> => {
    if (!file) return;
    set.reset();
    // Or the same file could not be chosen again.
    forget.current?.();
    const picture = await squarePicture(file).catch(() => null);
    setUnreadable(picture === null);
    choose(picture && { picture, url: URL.createObjectURL(picture) });
  };
  return (
    <section className={classes.form} aria-label={t('profile.picture')}>
      <Face name={me.name} id={me.id} picture={chosen?.url ?? me.picture} size={72} />
      <div className={classes.words}>
        <div className={classes.buttons}>
          <FileButton resetRef={forget} accept="image/png,image/jpeg,image/webp" onChange={(file) => void read(file)}>
            {(props) => (
              <Button {...props} ref={first} variant="default">
                {t(me.picture || chosen ? 'profile.otherPicture' : 'profile.choosePicture')}
              </Button>
            )}
          </FileButton>
          {chosen ? (
            <>
              <Button loading={set.isPending} onClick={() => set.mutate(chosen.picture)}>
                {t('form.save')}
              </Button>
              <Button variant="subtle" color="gray" disabled={set.isPending} onClick={done}>
                {t('form.cancel')}
              </Button>
            </>
          ) : (
            me.picture && (
              <Button variant="subtle" color="red" loading={set.isPending} onClick={() => set.mutate(null)}>
                {t('profile.removePicture')}
              </Button>
            )
          )}
        </div>
        <p className={classes.hint} role="status">
          {t(chosen ? 'profile.pictureChosen' : 'profile.pictureHint')}
        </p>
        {unreadable && (
          <p className={classes.wrong} role="alert">
            {t('profile.pictureUnreadable')}
          </p>
        )}
        {set.isError && <ProblemNotice error={set.error} />}
      </div>
    </section>
  );
}

/** Null takes it away. */
function useSetPicture(done: () => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (picture: Blob | null): Promise<Agent> => (picture ? upload(picture) : answerOf(api.DELETE('/agents/me/picture'))),
    onSuccess: (agent) => {
      client.setQueryData(sessionQuery.queryKey, (session) => session && { ...session, agent });
      void client.invalidateQueries({
        predicate: ({ queryKey }) => ['agents', 'teams', 'tickets', 'ticket'].includes(String(queryKey[0])),
      });
      void toast({ message: t('form.saved'), color: 'malachite' });
      done();
    },
  });
}

function upload(picture: Blob): Promise<Agent> {
  const form = new FormData();
  form.append('file', picture, 'picture');
  // The document says of a file that it is text (OpenAPI has no other type for it); what is sent is the form.
  return answerOf(api.PUT('/agents/me/picture', { body: { file: '' }, bodySerializer: () => form }));
}
