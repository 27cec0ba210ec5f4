const DIGIT = /[0-9]/;

/**
 * Cuts a text into words, numbers, single signs, and one blank for each white character. A point or a comma belongs to a
 * number where it can be the only one, as in `30.5`; in `Sep.20.2009` it stands between.
 */
export function splitTime(text: string): string[] {
  const tokens: string[] = [];
  const characters = [...text].filter((character) => character !== '\0');
  for (let index = 0; index < characters.length;) {
    const length = tokenLength(characters, index);
    const token = characters.slice(index, index + length).join('');
    tokens.push(...parts(token, index + length === characters.length));
    index += length;
  }
  return tokens;
}

function tokenLength(characters: readonly string[], start: number): number {
  let inWord = isLetter(characters[start]);
  if (!inWord && !DIGIT.test(characters[start] ?? '')) return 1;
  let dotted = false;
  for (let index = start + 1; ; index++) {
    const next = characters[index] ?? '';
    const afterDot = dotted && characters[index - 1] === '.';
    if (isLetter(next) && (inWord || afterDot)) inWord = true;
    else if (DIGIT.test(next) && (!inWord || afterDot)) inWord = false;
    else if (next === '.' || (next === ',' && !inWord && !dotted && index - start >= 2)) dotted = true;
    else return index - start;
  }
}

/* In a function, since to read what Unicode calls a letter takes time that a program without moments need not spend. */
function isLetter(character = ''): boolean {
  return /\p{L}/u.test(character);
}

/** @param last nothing follows the token */
function parts(token: string, last: boolean): string[] {
  if (/^\s$/u.test(token)) return [' '];
  if (token.length === 1 || !/[.,]/.test(token)) return [token];
  if (/^\d+[.,]\d+$/.test(token)) return [token.replace(',', '.')];
  // These two stay whole, and mean nothing then.
  const twoMarks = /^\d+,\d*\.\d+$/.test(token);
  const letterAtEnd = last && /^\d+\.\p{L}$/u.test(token);
  if (twoMarks || letterAtEnd) return [token];
  return token.split(/([.,])/).filter((part) => part !== '');
}
