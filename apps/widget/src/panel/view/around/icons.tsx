import type { JSX } from 'preact';

function icon(path: string, size = 20) {
  return (): JSX.Element => (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

export const CloseIcon = icon('M6 6l12 12M18 6L6 18', 22);
export const SendIcon = icon('M5 12h13M12 5l7 7-7 7');
export const ClipIcon = icon(
  'M20 11.5l-8.3 8.2a5.4 5.4 0 0 1-7.7-7.6l8.4-8.3a3.6 3.6 0 0 1 5.1 5.1l-8.3 8.2a1.8 1.8 0 0 1-2.6-2.5l7.6-7.5',
  22,
);
export const FileIcon = icon('M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5');
export const RemoveIcon = icon('M7 7l10 10M17 7L7 17', 16);
export const DownIcon = icon('M12 5v14M6 13l6 6 6-6', 16);
export const SentIcon = icon('M4 12.5l5 5L20 6.5', 14);
export const SeenIcon = icon('M1.5 12.5l5 5L17 6.5M11.5 16l1.5 1.5L23.5 6.5', 16);
export const MailIcon = icon('M4 5h16a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM3.5 6.5L12 13l8.5-6.5', 14);
export const MoreIcon = icon('M5 12h.01M12 12h.01M19 12h.01', 22);
export const SmileIcon = icon('M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 14.5a4.2 4.2 0 0 0 7 0M9 9.5v.1M15 9.5v.1', 22);
export const BackIcon = icon('M15 5l-7 7 7 7', 18);
export const ForthIcon = icon('M9 5l7 7-7 7', 18);
export const MoonIcon = icon('M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z', 18);
export const QueueIcon = icon('M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5v5l3.2 1.9', 18);
export const ClockIcon = icon('M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8v4.5l3 1.8', 13);
export const AlertIcon = icon('M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8v5M12 16.2v.1', 14);
export const CloudOffIcon = icon('M3 3l18 18M9 6.6A6 6 0 0 1 18 11a4 4 0 0 1 2.4 7M16 19H7a4.5 4.5 0 0 1-.9-8.9', 18);
export const TalkIcon = icon('M3 21l1.8-5A8.5 8.5 0 1 1 8.4 19.3z', 26);
