/**
 * The source of the regular expression, without anchors, of a pattern as Koji matches names (Python's fnmatch): `*` is
 * any text, slashes and line ends included, `?` one character, `[seq]` and `[!seq]` one of some or none of them.
 * Everything else stands for itself.
 */
export function globSource(pattern: string): string {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at]!;
    if (character === '*') {
      // Several stars say the same as one, and cost the matcher much more.
      if (!source.endsWith('[^]*')) source += '[^]*';
    } else if (character === '?') source += '[^]';
    else if (character === '[') {
      const set = bracketSet(pattern, at);
      source += set?.source ?? '\\[';
      at = set?.end ?? at;
    } else source += character.replace(/[\\^$.|+(){}\]/]/, '\\$&');
  }
  return source;
}

/** A pattern as Koji matches names, as a regular expression for the whole text. Case counts. */
export function globPattern(pattern: string): RegExp {
  return new RegExp(`^(?:${globSource(pattern)})$`);
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
    // A range that runs backwards is empty.
    .replace(/(.)-(.)/gs, (range, low: string, high: string) => (low <= high ? range : ''));
  if (members === '') return { source: negated ? '[^]' : '(?!)', end };
  return { source: `[${negated ? '^' : ''}${members}]`, end };
}
