/** Tells whether PostgreSQL can keep the text as it is: no NUL or other control character, no half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !/\p{Cc}/u.test(text) && text.isWellFormed();
}
