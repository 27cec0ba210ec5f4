import type { CommandContext } from '../command.js';
import { matchesAny } from './match-pattern.js';

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
  const selected = tags.filter((tag) => matchesAny(tag.name, patterns));
  if (selected.length === 0) print('No tags matched');
  return selected;
}
