/** Flags that conditions imply. */
export function flagsOfConditions(
  _conditions: readonly { readonly codeSystem: string; readonly code: string }[],
): readonly string[] {
  return [];
}
