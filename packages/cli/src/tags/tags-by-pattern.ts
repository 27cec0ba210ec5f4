import { globPattern, matchesGlob, type ListedTag } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';

/** All tags that fit one of some patterns; says so when none does. */
export async function tagsByPattern(
  { hub, print }: Pick<CommandContext, 'hub' | 'print'>,
  patterns: readonly string[],
): Promise<ListedTag[]> {
  const tags = await hub.call('listTags');
  const globs = patterns.map(globPattern);
  const selected = tags.filter((tag) => matchesGlob(tag.name, globs));
  if (selected.length === 0) print('No tags matched');
  return selected;
}
