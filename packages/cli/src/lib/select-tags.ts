import { globPattern, matchesGlob } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';

/** A tag with its locks. */
export interface LockableTag {
  id: number;
  name: string;
  locked: boolean;
  perm_id: number | null;
}

/** All tags that fit one of some patterns; says so when none does. */
export async function tagsByPattern(
  { hub, print }: Pick<CommandContext, 'hub' | 'print'>,
  patterns: readonly string[],
): Promise<LockableTag[]> {
  const tags = await hub.call<LockableTag[]>('listTags');
  const globs = patterns.map(globPattern);
  const selected = tags.filter((tag) => matchesGlob(tag.name, globs));
  if (selected.length === 0) print('No tags matched');
  return selected;
}
