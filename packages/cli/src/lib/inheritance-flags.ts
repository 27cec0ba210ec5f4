/** Four letters for what is special about an inheritance line, dots for what is not. */
export function inheritanceFlags(line: {
  maxdepth: number | null;
  pkg_filter: string;
  intransitive: boolean;
  noconfig: boolean;
}): string {
  return [
    line.maxdepth !== null && 'M',
    line.pkg_filter && 'F',
    line.intransitive && 'I',
    line.noconfig && 'N',
  ]
    .map((letter) => letter || '.')
    .join('');
}
