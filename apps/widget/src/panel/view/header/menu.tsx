import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAround } from '../around/around.js';
import { MoreIcon } from '../around/icons.js';
import { beep, isSoundOn, keepSound } from '../arrivals/sound.js';
import { Transcript } from '../mail/transcript.js';

/** What is rarely wanted: a button that opens a short list below itself. */
export function Menu(): JSX.Element {
  const { inbox, texts } = useAround();
  const [isOpen, setOpen] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const leave = ({ target }: Event): void => void (box.current?.contains(target as Node) || setOpen(false));
    const kinds = ['pointerdown', 'focusin'] as const;
    for (const kind of kinds) document.addEventListener(kind, leave);
    return () => kinds.forEach((kind) => document.removeEventListener(kind, leave));
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class="menu" ref={box} onKeyDown={onKeyDown}>
      <button
        type="button"
        class="icon"
        ref={button}
        aria-label={texts.menu.name}
        title={texts.menu.name}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <MoreIcon />
      </button>
      {isOpen && (
        <div class="sheet">
          <SoundSwitch />
          {inbox.sendsMail && (
            <button
              type="button"
              onClick={() => {
                setOpen(false);
                setAsking(true);
              }}
            >
              {texts.menu.transcript}
            </button>
          )}
        </div>
      )}
      {isAsking && (
        <Transcript
          onClose={() => {
            setAsking(false);
            button.current?.focus();
          }}
        />
      )}
    </div>
  );
}

function SoundSwitch(): JSX.Element {
  const { texts } = useAround();
  const [isOn, setOn] = useState(isSoundOn);
  const change = (): void => {
    keepSound(!isOn);
    setOn(!isOn);
    if (!isOn) beep();
  };
  return (
    <button type="button" role="switch" aria-checked={isOn} onClick={change}>
      {texts.menu.sound}
      <i />
    </button>
  );
}
