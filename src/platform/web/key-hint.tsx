import { Kbd } from '@mantine/core';

/** The key of a button, for the eye; who hears the page is told by `aria-keyshortcuts`. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return (
    <Kbd size="xs" visibleFrom="md" aria-hidden="true">
      {keys}
    </Kbd>
  );
}
