import type { Tag } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { UsageError } from '../errors.js';

/**
 * The architectures of a dist repo: those asked for, else those of the tag or of the first parent that has some. Throws
 * UsageError when there is none.
 *
 * @param word how the tag was named on the command line
 */
export async function distRepoArches(
  { hub, warn }: Pick<CommandContext, 'hub' | 'warn'>,
  tag: Tag,
  word: string,
  wanted: readonly string[],
): Promise<string[]> {
  let allowed = tag.arches ?? '';
  if (!allowed) {
    for (const { parent_id: parent } of await hub.call('getFullInheritance', { tag: word })) {
      allowed = (await hub.call('getTag', { tagInfo: parent, strict: true })).arches ?? '';
      if (allowed) break;
    }
  }
  if (wanted.length === 0) {
    const arches = allowed.split(/\s+/).filter((arch) => arch !== '');
    if (arches.length === 0) throw new UsageError('No arches given and no arches associated with tag');
    return arches;
  }
  for (const arch of wanted) {
    if (!allowed) warn(`Tag ${tag.name} has an empty arch list`);
    else if (!allowed.includes(arch)) warn(`${arch} is not in the list of tag arches`);
  }
  return [...wanted];
}
