/** Text as it is kept: composed accents (NFC), single spaces, none at the ends. */
export function tidy(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}

/** As `tidy`; nothing left means unknown. */
export function tidyOrNull(text: string | null | undefined): string | null {
  const tidied = tidy(text ?? '');
  return tidied === '' ? null : tidied;
}
