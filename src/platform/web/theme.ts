import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

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

// Mantine's own, but for the darkest two: as text on white, and under white text, they pass 4.5.
const orange: MantineColorsTuple = [
  '#fff4e6',
  '#ffe8cc',
  '#ffd8a8',
  '#ffc078',
  '#ffa94d',
  '#ff922b',
  '#fd7e14',
  '#f76707',
  '#b8450b',
  '#a03608',
];

const systemFonts =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';

export const theme = createTheme({
  colors: { lagoon, orange },
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
  components: {
    // Where it belongs: beyond the landmarks of the page it would be nowhere.
    Tooltip: { defaultProps: { withinPortal: false } },
    // Within a dialog it is no landmark of the page.
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
  },
});

/** Mantine's quiet texts, dark enough to be read: 4.5 against white and against the page. */
export const themeVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': colors.gray[7],
  },
  dark: {},
});
