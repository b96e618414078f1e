import { UnstyledButton } from '@mantine/core';
import { IconSquareRoundedPlus, IconTypography } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '../composer/mail-extras.module.css';

type Props = {
  formatting: boolean;
  onFormatting: (shown: boolean) => void;
  buttons: boolean;
  onButtons: (shown: boolean) => void;
};

/** What an answer in Telegram can have beside words and files. */
export function ChatExtras({ formatting, onFormatting, buttons, onButtons }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <UnstyledButton
        className={classes.extra}
        aria-pressed={formatting}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => onFormatting(!formatting)}
      >
        <IconTypography size={17} aria-hidden="true" />
        <span>{t('chatAnswer.formatting')}</span>
      </UnstyledButton>
      <UnstyledButton
        className={classes.extra}
        aria-pressed={buttons}
        title={t('chatAnswer.buttonsHint')}
        onClick={() => onButtons(!buttons)}
      >
        <IconSquareRoundedPlus size={17} aria-hidden="true" />
        <span>{t('chatAnswer.buttons')}</span>
      </UnstyledButton>
    </>
  );
}
