import { Button, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconExternalLink, IconInbox, IconMessage2, IconUserPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session.js';
import classes from './first-steps.module.css';

/** A fresh install: three things to do, the first of which works at once. */
export function FirstSteps() {
  const { t } = useTranslation();
  const { publicSiteUrl } = useSession();
  return (
    <div className={classes.page}>
      <div className={classes.content}>
        <Title order={2} className={classes.title}>
          {t('start.title')}
        </Title>
        <p className={classes.lead}>{t('start.lead')}</p>
        <ol className={classes.steps}>
          <Step icon={<IconMessage2 size={22} />} title={t('start.demo')} text={t('start.demoText')}>
            <Button
              component="a"
              href={`${publicSiteUrl}/demo`}
              target="_blank"
              rel="noopener"
              rightSection={<IconExternalLink size={15} />}
            >
              {t('start.openDemo')}
            </Button>
          </Step>
          <Step icon={<IconInbox size={22} />} title={t('start.inboxes')} text={t('start.inboxesText')}>
            <Button component={Link} to="/settings/inboxes" variant="default">
              {t('start.openInboxes')}
            </Button>
          </Step>
          <Step icon={<IconUserPlus size={22} />} title={t('start.agents')} text={t('start.agentsText')}>
            <Button component={Link} to="/settings/agents" variant="default">
              {t('start.openAgents')}
            </Button>
          </Step>
        </ol>
      </div>
    </div>
  );
}

function Step({ icon, title, text, children }: { icon: ReactNode; title: string; text: string; children: ReactNode }) {
  return (
    <li className={classes.step}>
      <span className={classes.icon} aria-hidden="true">
        {icon}
      </span>
      <div className={classes.words}>
        <h3>{title}</h3>
        <p>{text}</p>
      </div>
      {children}
    </li>
  );
}
