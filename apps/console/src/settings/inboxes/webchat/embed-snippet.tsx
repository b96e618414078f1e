import { useTranslation } from 'react-i18next';
import { useSession } from '../../../session/session.js';
import { CopyLine } from '../../copy-line.js';
import classes from '../../settings-page.module.css';
import { ATTRIBUTES, type EmbeddedChat, embedLine, embedModule, sitePolicy } from './embed-code.js';
import webchatClasses from './webchat.module.css';

/** The line that puts the chat on a site, and what a site may need beside it. */
export function EmbedSnippet({ chat }: { chat: EmbeddedChat }) {
  const { t } = useTranslation();
  const { publicSiteUrl } = useSession();
  return (
    <div className={classes.form}>
      <span>{t('inboxes.embedHint')}</span>
      <CopyLine text={embedLine(publicSiteUrl, chat)} />
      <details>
        <summary>{t('webchat.attributes')}</summary>
        <dl className={webchatClasses.attributes}>
          {ATTRIBUTES.map((name) => (
            <div key={name}>
              <dt>
                <code>{`data-${name}`}</code>
              </dt>
              <dd>{t(`webchat.attribute.${name}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
      <details>
        <summary>{t('webchat.module')}</summary>
        <div className={classes.form}>
          <span>{t('webchat.moduleHint')}</span>
          <CopyLine text={embedModule(publicSiteUrl, chat)} />
        </div>
      </details>
      <details>
        <summary>{t('webchat.policy')}</summary>
        <div className={classes.form}>
          <span>{t('webchat.policyHint')}</span>
          <CopyLine text={sitePolicy(publicSiteUrl)} />
        </div>
      </details>
    </div>
  );
}
