/** Of the frame's own storage; where that is forbidden it is remembered as long as the page is open. */
const KEY = 'otklik-sound';
let remembered = false;
let context: AudioContext | null = null;

/** Whether the visitor wants to hear new messages: not unless they said so. */
export function isSoundOn(): boolean {
  try {
    return localStorage.getItem(KEY) === '1';
  } catch {
    return remembered;
  }
}

export function keepSound(isOn: boolean): void {
  remembered = isOn;
  try {
    if (isOn) localStorage.setItem(KEY, '1');
    else localStorage.removeItem(KEY);
  } catch {
    // Remembered above.
  }
}

/** Two soft notes. Browsers let a page be heard once somebody has clicked in it. */
export function beep(): void {
  context ??= new AudioContext();
  void context.resume();
  for (const [at, pitch] of [
    [0, 660],
    [0.12, 880],
  ] as const) {
    const start = context.currentTime + at;
    const note = context.createOscillator();
    const volume = context.createGain();
    note.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.12, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.3);
    note.connect(volume).connect(context.destination);
    note.start(start);
    note.stop(start + 0.32);
  }
}
