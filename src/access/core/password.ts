export type PasswordWeakness = 'too-short' | 'too-common' | 'too-simple' | 'like-name';

export const minimumPasswordLength = 12;

// Words that lists of stolen passwords begin with, in both languages; digits and signs around them,
// or repeating them, do not help.
const commonWords = [
  ...['password', 'passw', 'passwd', 'qwerty', 'qwertyuiop', 'asdfgh', 'asdfghjkl', 'zxcvbnm'],
  ...['welcome', 'letmein', 'iloveyou', 'admin', 'administrator', 'changeme', 'secret', 'login'],
  ...['default', 'monkey', 'dragon', 'football', 'baseball', 'sunshine', 'princess', 'superman'],
  ...['summer', 'winter', 'spring', 'autumn', 'hospital', 'nurse', 'doctor', 'health', 'clinic'],
  ...['contrasena', 'clave', 'bienvenido', 'bienvenida', 'teamo', 'tequiero', 'secreto', 'hola'],
  ...['verano', 'invierno', 'primavera', 'enfermera', 'medico', 'salud', 'clinica', 'futbol'],
  ...['enlace', 'abc', 'abcd', 'abcdef', 'abcdefgh', 'abcdefghijkl', 'correcthorsebatterystaple'],
];

const leastDifferentCharacters = 5;
const leastNameLength = 4;

/**
 * Why a password is refused, or null when it is good enough (NIST SP 800-63B: length and lists, no
 * rules of composition). `names`: the person's e-mail address and display name.
 */
export function judgePassword(password: string, names: readonly string[]): PasswordWeakness | null {
  if ([...password].length < minimumPasswordLength) return 'too-short';
  const plain = plainForm(password);
  if (new Set(plain).size < leastDifferentCharacters) return 'too-simple';
  if (isSequence(plain)) return 'too-simple';
  if (isCommon(plain)) return 'too-common';
  const parts = names.flatMap((name) => plainForm(name.replace(/@.*$/, '')).split(/[^a-z]+/));
  const resembles = parts.some((part) => part.length >= leastNameLength && plain.includes(part));
  return resembles ? 'like-name' : null;
}

function plainForm(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
}

/** "123456789012", "abcdefghijkl", "987654321098": every step is the same, 9 to 0 included. */
function isSequence(plain: string): boolean {
  const steps = [...plain].slice(1).map((letter, index) => step(plain[index] ?? '', letter));
  return steps.every((one) => one === 1) || steps.every((one) => one === -1);
}

function step(from: string, to: string): number {
  if (from === '9' && to === '0') return 1;
  if (from === '0' && to === '9') return -1;
  return to.charCodeAt(0) - from.charCodeAt(0);
}

function isCommon(plain: string): boolean {
  const letters = plain
    .replaceAll('@', 'a')
    .replaceAll('0', 'o')
    .replaceAll('$', 's')
    .replaceAll(/[^a-z]/g, '');
  const withoutDigits = plain.replaceAll(/[^a-z]/g, '');
  return [letters, withoutDigits].some((form) => commonWords.some((word) => repeats(form, word)));
}

function repeats(form: string, word: string): boolean {
  return form.length > 0 && form.replaceAll(word, '') === '';
}
