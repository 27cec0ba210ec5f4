/**
 * The regular expression, without anchors, of a shell glob as Koji's filters are: `*` matches anything, slashes
 * included, `?` one character, `[abc]` and `[!abc]` one of some or none of them. Everything else stands for itself.
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
      const end = endOfSet(pattern, at);
      if (end === -1) source += '\\[';
      else {
        source += setSource(pattern.slice(at + 1, end));
        at = end;
      }
    } else source += escaped(character);
  }
  return source;
}

/* A bracket right after the opening one, or after `[!`, belongs to the set. */
function endOfSet(pattern: string, start: number): number {
  const first = pattern[start + 1] === '!' ? start + 2 : start + 1;
  return pattern.indexOf(']', first + 1);
}

function setSource(set: string): string {
  const negated = set.startsWith('!');
  const members = (negated ? set.slice(1) : set).replace(/[\\\]^[&~|]/g, '\\$&');
  const source = `[${negated ? '^' : ''}${members}]`;
  try {
    new RegExp(source);
    return source;
  } catch {
    // A range that runs backwards is empty: the set matches nothing, its opposite everything.
    return negated ? '[^]' : '(?!)';
  }
}

function escaped(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
