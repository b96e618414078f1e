import '../look/mantine-choices.js';
import { Paper, SegmentedControl, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../api/shapes.js';
import { LogoMark } from '../look/logo.js';
import { speak } from '../words/words.js';
import classes from './door.module.css';

type Props = { title: string; lead?: ReactNode; children: ReactNode };

/** The pages before one is signed in: one card, the mark, and a choice of language. */
export function Door({ title, lead, children }: Props) {
  const { i18n, t } = useTranslation();
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <div className={classes.brand}>
          <LogoMark size={44} />
          <span className={classes.name}>Otklik</span>
        </div>
        <Paper className={classes.card} withBorder radius="lg">
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" size="sm" mt={4}>
              {lead}
            </Text>
          )}
          {children}
        </Paper>
        <SegmentedControl
          size="xs"
          value={i18n.language}
          onChange={(language) => void speak(language as Language)}
          aria-label={t('profile.language')}
          data={[
            { value: 'ru', label: 'Русский' },
            { value: 'en', label: 'English' },
          ]}
        />
      </div>
    </main>
  );
}
