import type { FullInheritanceLink } from '@kojikit/protocol';
import { inheritanceFlags } from './inheritance-flags.js';

/**
 * Draws inheritance as a tree, a line per link: flags, branches, name and id.
 *
 * @param lines in the order in which they count, each tag before its own links
 * @param reverse the tree goes to the children instead of to the parents
 */
export function inheritanceTree(lines: readonly FullInheritanceLink[], reverse = false): string[] {
  const above = (line: FullInheritanceLink): number | undefined => (reverse ? line.parent_id : line.child_id);
  // Depths at which a branch goes on further down.
  const open: number[] = [];
  return lines.map((line, index) => {
    const more = lines.slice(index + 1).some((other) => above(other) === above(line));
    let text = inheritanceFlags(line);
    let column = 0;
    for (const depth of open) {
      if (depth >= line.currdepth) continue;
      text += `${' '.repeat(Math.max((depth - column) * 3 - 1, 0))}\u2502`;
      column = depth;
    }
    text += ' '.repeat(Math.max((line.currdepth - column) * 3 - 1, 0));
    const id = reverse ? line.tag_id : line.parent_id;
    if (more && open.at(-1) !== line.currdepth) open.push(line.currdepth);
    if (!more && open.at(-1) === line.currdepth) open.pop();
    return `${text}${more ? '\u251c' : '\u2514'}\u2500${line.name} (${id})`;
  });
}
