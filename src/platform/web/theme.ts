import { createTheme, type MantineColorsTuple } from '@mantine/core';

// A quiet blue-green; shade 8 on white has contrast 6.3, and white on it the same.
const lagoon: MantineColorsTuple = [
  '#eaf6f8',
  '#d5ebef',
  '#aad7df',
  '#7bc2ce',
  '#54b0bf',
  '#3ba4b5',
  '#2795a7',
  '#15808f',
  '#0a6775',
  '#004f5b',
];

const systemFonts =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';

export const theme = createTheme({
  colors: { lagoon },
  primaryColor: 'lagoon',
  primaryShade: 8,
  autoContrast: true,
  fontFamily: systemFonts,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace',
  headings: { fontFamily: systemFonts, fontWeight: '650' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
});
