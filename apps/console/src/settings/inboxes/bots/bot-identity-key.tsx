import { useTranslation } from 'react-i18next';
import type { BotProfile } from '../../../api/shapes.js';
import { IdentityKey } from '../identity-key.js';
import botClasses from './bots.module.css';
import { identityRecipe } from './identity-recipe.js';

type Props = { inbox: string; profile: BotProfile };

/** How a site's own links tell the bot who comes. */
export function BotIdentityKey({ inbox, profile }: Props) {
  const { t } = useTranslation();
  return (
    <IdentityKey inbox={inbox} title={t('bot.identity')} hint={t('bot.identityHint')} warning={t('bot.makeKeyText')}>
      <details>
        <summary>{t('bot.identityRecipe')}</summary>
        <pre className={botClasses.code} tabIndex={0} role="region" aria-label={t('bot.identityRecipe')}>
          {identityRecipe(profile)}
        </pre>
      </details>
    </IdentityKey>
  );
}
