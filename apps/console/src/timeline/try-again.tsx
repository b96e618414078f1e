import { Button, Popover, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMailForward, IconRefresh } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { withWords } from '../words/words.js';
import classes from './delivery-line.module.css';
import { useRetry } from './use-retry.js';

const ElsewhereForm = lazy(async () => ({ default: (await withWords('writing', import('./elsewhere-form.js'))).ElsewhereForm }));

type Props = {
  message: Message;
  number: number;
  /** The one it did not reach; null: all of them. */
  recipient: string | null;
  /** Whether the buttons stand among those of others, and must say whose they are. */
  named?: boolean;
};

/** Sends again what did not arrive, or of which nobody knows; a mail also to another address. */
export function TryAgain({ message, number, recipient, named = false }: Props) {
  const { t } = useTranslation();
  const [open, is] = useDisclosure(false);
  const retry = useRetry(message, number);
  const isMail = message.to.length + message.cc.length + message.bcc.length > 0;
  const again = t(message.delivery?.state === 'unknown' ? 'delivery.sendAnyway' : 'delivery.retry');
  const whose = (label: string): { 'aria-label'?: string } => (named && recipient ? { 'aria-label': `${label}: ${recipient}` } : {});
  return (
    <span className={classes.buttons}>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconRefresh size={13} />}
        loading={retry.isPending}
        onClick={() => retry.mutate(recipient === null ? {} : { recipient })}
        {...whose(again)}
      >
        {again}
      </Button>
      {isMail && recipient !== null && (
        <Popover opened={open} onChange={(now) => (now ? is.open() : is.close())} width={300} trapFocus returnFocus>
          <Popover.Target>
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconMailForward size={13} />}
              onClick={is.toggle}
              {...whose(t('delivery.elsewhere'))}
            >
              {t('delivery.elsewhere')}
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <Suspense fallback={<Skeleton height={92} />}>
              <ElsewhereForm message={message} number={number} recipient={recipient} onDone={is.close} />
            </Suspense>
          </Popover.Dropdown>
        </Popover>
      )}
    </span>
  );
}
