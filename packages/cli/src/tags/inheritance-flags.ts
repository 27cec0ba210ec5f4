import type { InheritanceLink } from '@kojikit/protocol';
/** Four letters for what is special about an inheritance line, dots for what is not. */
export function inheritanceFlags(
  line: Pick<InheritanceLink, 'maxdepth' | 'pkg_filter' | 'intransitive' | 'noconfig'>,
): string {
  return [
    line.maxdepth !== null && 'M',
    line.pkg_filter && 'F',
    line.intransitive && 'I',
    line.noconfig && 'N',
  ]
    .map((letter) => letter || '.')
    .join('');
}
