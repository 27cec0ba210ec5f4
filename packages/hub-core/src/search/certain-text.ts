/** One piece of an expression: an escape, a bracket with its classes, a count, or a single character. */
const PIECE = /\\(.)|\[\^?\]?(?:\[[:.=].*?[:.=]\]|[^\]])*\]|[*+?]\??|\{\d+(?:,\d*)?\}\??|[^]/gsu;

/** Escapes of one character or none, which say nothing of the text. */
const CLASSES = 'AdDmMsSwWyYZ';

/**
 * The longest text that everything which a regular expression matches has in it, in whatever case: of `^a-1.*[xy]z` it is
 * `a-1`. What is not plainly certain counts as not certain; empty when nothing is.
 */
export function certainText(expression: string): string {
  // Alternatives, and words at the beginning that change the meaning of the rest.
  if (/\||^\*\*\*|\(\?/.test(expression)) return '';
  const runs = [''];
  let depth = 0;
  const end = () => runs.push('');
  for (const [piece, escaped] of expression.matchAll(PIECE)) {
    const literal = escaped === undefined ? plain(piece) : plainEscape(escaped);
    if (literal === undefined) return '';
    if (/^[*?{]/.test(piece)) runs.push(runs.pop()!.slice(0, -1));
    if (piece === '(') depth += 1;
    if (piece === ')') depth -= 1;
    if (literal === '' || depth > 0) end();
    else runs.push(runs.pop()! + literal);
  }
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest));
}

/* The character that a piece is, or nothing where it is more than that; undefined for a count that may be text. */
function plain(piece: string): string | undefined {
  if (piece === '{' || piece === '[') return undefined;
  return /^[\x20-\x7e]$/.test(piece) && !/[.^$()*+?]/.test(piece) ? piece : '';
}

function plainEscape(character: string): string | undefined {
  if (CLASSES.includes(character)) return '';
  return /[\dA-Za-z]/.test(character) ? undefined : plainCharacter(character);
}

const plainCharacter = (character: string) => (/^[\x20-\x7e]$/.test(character) ? character : '');
