/** A person's name. Hispanic names carry two surnames: the father's, then the mother's. */
export interface PersonName {
  readonly givenNames: string;
  readonly familyName: string;
  readonly secondFamilyName: string | null;
  readonly preferredName: string | null;
}

/** The whole name as it is written: "Ana María Quintero Ríos". */
export function fullName(name: PersonName): string {
  return [name.givenNames, name.familyName, name.secondFamilyName].filter(Boolean).join(' ');
}

/** The whole name as lists sort it: "Quintero Ríos, Ana María". */
export function listName(name: PersonName): string {
  const surnames = [name.familyName, name.secondFamilyName].filter(Boolean).join(' ');
  return `${surnames}, ${name.givenNames}`;
}

/** What to call the person on the telephone: the preferred name, otherwise the first given name, otherwise the surname. */
export function calledName(name: PersonName): string {
  const [first] = name.givenNames.split(' ');
  return name.preferredName ?? (first || name.familyName);
}

/** Letters only as a comparison sees them: without accents and case ("Quintero RÍOS" gives "quintero rios"). */
export function foldAccents(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** The words of a name as a comparison sees them, each once: "Ana O'Neill-Ríos" gives ana, oneill, rios. */
export function nameWords(text: string): string[] {
  const words = foldAccents(text)
    .replaceAll(/['’`]/g, '')
    .split(/[^\p{L}\p{N}]+/u);
  return [...new Set(words.filter((word) => word !== ''))];
}
