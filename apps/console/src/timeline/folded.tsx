import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import classes from './message-body.module.css';
import { PlainText } from './plain-text.js';

/** Text that was read before: three dots until somebody wants it. */
export function Folded({ text, label }: { text: string; label: string }) {
  const [open, is] = useDisclosure(false);
  return (
    <>
      <UnstyledButton className={classes.fold} onClick={is.toggle} aria-expanded={open}>
        <IconDots size={14} aria-hidden="true" />
        {label}
      </UnstyledButton>
      {open && (
        <div className={classes.folded}>
          <PlainText text={text} />
        </div>
      )}
    </>
  );
}
