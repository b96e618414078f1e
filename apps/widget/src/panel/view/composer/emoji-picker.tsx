import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useAround } from '../around/around.js';
import { EMOJI_GROUPS } from './emoji-groups.js';

/** Emoji to choose from: one stop of the tab key, arrows inside. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }): JSX.Element {
  const { texts } = useAround();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => buttonsOf(place.current)[0]?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = buttonsOf(place.current);
    const next = buttons[nextOf(event.key, buttons)];
    if (!next) return;
    event.preventDefault();
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  };
  return (
    <div class="emoji" role="group" aria-label={texts.emoji.name} ref={place} onKeyDown={onKeyDown}>
      {EMOJI_GROUPS.map((group, at) => (
        <div key={at} role="group" aria-label={texts.emoji.groups[at]}>
          {group.map((emoji, place) => (
            <button key={emoji} type="button" tabIndex={at + place === 0 ? 0 : -1} onClick={() => onPick(emoji)}>
              {emoji}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}

function buttonsOf(place: HTMLElement | null): HTMLButtonElement[] {
  return [...(place?.querySelectorAll('button') ?? [])];
}

/** Where an arrow leads; up and down by where the buttons stand, however many fit into a line. -1: nowhere. */
function nextOf(key: string, buttons: readonly HTMLButtonElement[]): number {
  const at = buttons.findIndex((button) => button === document.activeElement);
  const here = buttons[at];
  if (!here) return -1;
  const ahead = getComputedStyle(here).direction === 'rtl' ? -1 : 1;
  if (key === 'ArrowRight') return at + ahead;
  if (key === 'ArrowLeft') return at - ahead;
  if (key === 'Home') return 0;
  if (key === 'End') return buttons.length - 1;
  const isAligned = ({ offsetLeft }: HTMLElement): boolean => Math.abs(offsetLeft - here.offsetLeft) < 8;
  if (key === 'ArrowDown') return buttons.findIndex((button) => isAligned(button) && button.offsetTop > here.offsetTop);
  if (key === 'ArrowUp') return buttons.findLastIndex((button) => isAligned(button) && button.offsetTop < here.offsetTop);
  return -1;
}
