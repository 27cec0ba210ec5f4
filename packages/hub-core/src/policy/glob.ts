/**
 * A pattern as shells know it, as a regular expression for the whole text: `*`, `?`, `[seq]`, `[!seq]`. Case counts.
 */
export function globPattern(pattern: string): RegExp {
  let source = '';
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index]!;
    if (character === '*') source += '.*';
    else if (character === '?') source += '.';
    else if (character === '[') {
      const set = bracketSet(pattern, index);
      source += set?.source ?? '\\[';
      index = set?.end ?? index;
    } else source += character.replace(/[\\^$.|+(){}\]]/, '\\$&');
  }
  return new RegExp(`^${source}$`, 's');
}

/** Whether the text fits one of the patterns. */
export function matchesGlob(text: string, patterns: readonly RegExp[]): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

/* An opening bracket without a closing one stands for itself; a closing one right at the start belongs to the set. */
function bracketSet(pattern: string, start: number): { source: string; end: number } | undefined {
  let first = start + 1;
  const negated = pattern[first] === '!';
  if (negated) first += 1;
  const end = pattern.indexOf(']', first + 1);
  if (end < 0) return undefined;
  const members = pattern
    .slice(first, end)
    .replace(/[\\\][^]/g, '\\$&')
    .replace(/(.)-(.)/gs, (range, low: string, high: string) => (low <= high ? range : ''));
  if (members === '') return { source: negated ? '.' : '(?!)', end };
  return { source: `[${negated ? '^' : ''}${members}]`, end };
}
