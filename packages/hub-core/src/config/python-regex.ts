/**
 * Compiles a regular expression that was written for Python's `re.match`: it must fit from the start of the text.
 * Named groups and the anchors `\A` and `\Z` are translated. Throws SyntaxError when the expression cannot be read.
 */
export function pythonRegex(source: string): RegExp {
  const translated = source
    .replaceAll('(?P<', '(?<')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replaceAll('\\A', '^')
    .replaceAll('\\Z', '$');
  return new RegExp(`^(?:${translated})`);
}
