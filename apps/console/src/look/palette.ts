import type { MantineColorsTuple } from '@mantine/core';

/** The accent: the green of malachite. Shade 7 carries white text (5.6:1), shade 4 is text on dark paper (7.4:1). */
export const malachite: MantineColorsTuple = [
  '#e8f7f0',
  '#cfeee0',
  '#a1dec4',
  '#6fcca6',
  '#45bb8c',
  '#25a879',
  '#118d65',
  '#0a7654',
  '#075d43',
  '#044432',
];

/** Greys with a little of the accent in them, so that surfaces and accent belong together. */
export const gray: MantineColorsTuple = [
  '#f6f8f7',
  '#eef1ef',
  '#e2e7e4',
  '#d1d9d5',
  '#b5c0ba',
  '#8b9891',
  '#66736c',
  '#4b5751',
  '#323c37',
  '#1c2420',
];

/** Text first, deepest background last: the order in which Mantine uses them in the dark scheme. */
export const dark: MantineColorsTuple = [
  '#dfe6e3',
  '#c2ccc7',
  '#a4b0aa',
  '#84918b',
  '#4a5651',
  '#36403b',
  '#28302c',
  '#1b211e',
  '#151a18',
  '#0f1311',
];
