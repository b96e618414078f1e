import { SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyLine } from '../../../copy-line.js';
import { BELOW } from '../../../described-below.js';
import classes from '../../../settings-page.module.css';
import { IdentityKey } from '../../identity-key.js';
import type { InboxForm } from '../../inbox-values.js';
import { PACKAGES, type Recipe, tokenRecipe } from './token-recipes.js';

const NAMES = [
  { value: 'node', label: 'Node' },
  { value: 'php', label: 'PHP' },
  { value: 'python', label: 'Python' },
] as const;

/** How the site says who its signed-in users are: by a secret key of ours, or by a key pair of its own. */
export function ChatIdentity({ inbox, form }: { inbox: string; form: InboxForm }) {
  const { t } = useTranslation();
  return (
    <IdentityKey inbox={inbox} title={t('webchat.identity')} hint={t('webchat.identityHint')} warning={t('webchat.makeKeyText')}>
      <details>
        <summary>{t('webchat.tokenRecipe')}</summary>
        <Recipes inbox={inbox} />
      </details>
      <details onInvalidCapture={(event) => void (event.currentTarget.open = true)}>
        <summary>{t('webchat.publicKey')}</summary>
        <Textarea
          label={t('webchat.publicKeyLabel')}
          description={t('webchat.publicKeyHint')}
          {...BELOW}
          placeholder="-----BEGIN PUBLIC KEY-----"
          spellCheck={false}
          autosize
          minRows={3}
          maxLength={1_000}
          {...form.getInputProps('identityPublicKey')}
        />
      </details>
    </IdentityKey>
  );
}

function Recipes({ inbox }: { inbox: string }) {
  const { t } = useTranslation();
  const [recipe, setRecipe] = useState<Recipe>('node');
  return (
    <div className={classes.form}>
      <span>{t('webchat.tokenHint')}</span>
      <div>
        <SegmentedControl
          aria-label={t('webchat.recipeLanguage')}
          data={[...NAMES]}
          value={recipe}
          onChange={(value) => setRecipe(NAMES.find((one) => one.value === value)?.value ?? 'node')}
        />
      </div>
      <CopyLine text={`${PACKAGES[recipe]}\n\n${tokenRecipe(recipe, inbox)}`} />
    </div>
  );
}
