import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.js';
import { ProblemNotice } from '../../api/problem-notice.js';
import { CopyLine } from '../copy-line.js';
import { Notice } from '../notice.js';
import classes from '../settings-page.module.css';

type Props = {
  inbox: string;
  title: string;
  hint: string;
  /** What becomes of what was signed by the key before. */
  warning: string;
  /** How a site uses the key. */
  children: ReactNode;
};

/** The key by which the organisation's own site says who a customer is: made here, shown once, never read back. */
export function IdentityKey({ inbox, title, hint, warning, children }: Props) {
  const { t } = useTranslation();
  const [asked, ask] = useDisclosure(false);
  const make = useMutation({
    mutationFn: () => answerOf(api.POST('/inboxes/{id}/identity-key', { params: { path: { id: inbox } } })),
    onSuccess: ask.close,
  });
  return (
    <section className={classes.card} aria-label={title}>
      <h2 className={classes.legend}>{title}</h2>
      <span>{hint}</span>
      {children}
      {make.data !== undefined && (
        <Notice kind="good" title={t('bot.keyShown')}>
          <CopyLine text={make.data.key} />
        </Notice>
      )}
      {asked ? (
        <Notice kind="warning" title={t('bot.makeKeyTitle')}>
          {warning}
          <div className={classes.buttons}>
            <Button size="xs" loading={make.isPending} onClick={() => make.mutate()} autoFocus>
              {t('bot.makeKey')}
            </Button>
            <Button size="xs" variant="default" onClick={ask.close}>
              {t('form.cancel')}
            </Button>
          </div>
        </Notice>
      ) : (
        <div>
          <Button variant="default" leftSection={<IconKey size={16} />} onClick={ask.open}>
            {t('bot.makeKey')}
          </Button>
        </div>
      )}
      {make.error !== null && <ProblemNotice error={make.error} />}
    </section>
  );
}
