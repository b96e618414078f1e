import type { Attachment } from '../api/shapes.js';
import { placesOf } from './media-kind.js';

const file = (over: Partial<Attachment>): Attachment => ({
  id: over.filename ?? 'f',
  filename: 'f',
  contentType: 'application/octet-stream',
  sniffedType: null,
  picture: false,
  dangers: [],
  warning: null,
  size: 3,
  inline: false,
  contentId: null,
  state: 'stored',
  reason: null,
  url: '/files/f',
  ...over,
});

const CASES: [string, Partial<Attachment>, 'pictures' | 'media' | 'files'][] = [
  ['a picture is shown', { picture: true, sniffedType: 'image/jpeg' }, 'pictures'],
  ['a voice message is played', { sniffedType: 'audio/ogg; codecs=opus' }, 'media'],
  ['a film is played', { sniffedType: 'video/mp4' }, 'media'],
  ['what only says that it is a film is listed', { contentType: 'video/mp4', sniffedType: 'application/zip' }, 'files'],
  ['a picture that may do harm is listed, with its warning', { picture: true, warning: 'It may be a program.' }, 'files'],
  ['a film that has not been fetched is listed, as waiting', { sniffedType: 'video/mp4', state: 'waiting', url: null }, 'files'],
];

test.each(CASES)('%s', (_rule, over, place) => {
  const one = file(over);
  expect(placesOf([one])).toEqual({ pictures: [], media: [], files: [], [place]: [one] });
});
