import { Button, CopyButton, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MadeLink } from '../../api/shapes.js';
import { fullMoment } from '../../words/time.js';
import { useLocale } from '../../words/use-locale.js';

/** A link that is shown once: whoever has it can set the password. */
export function OneTimeLink({ link, onDone }: { link: MadeLink; onDone: () => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <Stack>
      <Text size="sm">{t(`agents.linkFor.${link.kind === 'reset' ? 'reset' : 'invite'}`, { email: link.email })}</Text>
      <CopyButton value={link.url}>
        {({ copied, copy }) => (
          <>
            <TextInput aria-label={t('agents.link')} value={link.url} readOnly onFocus={(event) => event.currentTarget.select()} />
            <Button leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={copy} data-autofocus>
              {copied ? t('ticket.copied') : t('agents.copyLink')}
            </Button>
          </>
        )}
      </CopyButton>
      <Text size="xs" c="dimmed">
        {t('agents.linkEnds', { at: fullMoment(link.expiresAt, locale) })}
      </Text>
      <Button variant="default" onClick={onDone}>
        {t('form.done')}
      </Button>
    </Stack>
  );
}
