import { ActionIcon } from '@mantine/core';
import { IconBlockquote, IconBold, IconCode, IconItalic, IconLink, IconStrikethrough, IconUnderline } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { shownKey } from '../keyboard/actions.js';
import { format } from './format-by-key.js';
import classes from './formatting.module.css';
import type { Mark } from './marks.js';

const BUTTONS: readonly { readonly mark: Mark; readonly Icon: typeof IconBold; readonly key?: string }[] = [
  { mark: 'bold', Icon: IconBold, key: 'mod+b' },
  { mark: 'italic', Icon: IconItalic, key: 'mod+i' },
  { mark: 'underline', Icon: IconUnderline, key: 'mod+u' },
  { mark: 'strike', Icon: IconStrikethrough, key: 'mod+shift+x' },
  { mark: 'code', Icon: IconCode, key: 'mod+shift+m' },
  { mark: 'link', Icon: IconLink },
  { mark: 'quote', Icon: IconBlockquote },
];
const MAC = /mac|iphone|ipad/i.test(navigator.userAgent);

/** Formats what is selected in a field. */
export function FormatBar({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation();
  return (
    <div className={classes.buttons} role="group" aria-label={t('formatting.label')}>
      {BUTTONS.map(({ mark, Icon, key }) => (
        <ActionIcon
          key={mark}
          size={28}
          aria-label={t(`formatting.${mark}`)}
          title={[t(`formatting.${mark}`), key && shownKey(key, MAC)].filter(Boolean).join(' · ')}
          // The selection stays where it is.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => field.current && format(field.current, mark)}
        >
          <Icon size={17} />
        </ActionIcon>
      ))}
    </div>
  );
}
