/**
 * A text as one line of a mail: what could end the line becomes a blank. Names come from users, and what follows a line
 * break in a header would be a header of theirs.
 */
export function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
