import { flag } from '@kojikit/command-line';
import { type ListedTag, pythonRepr, type TagChanges } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { tagsByPattern } from '../../tags/tags-by-pattern.js';

export const unlockTag = coreCommand({
  summary: 'Unlock tags',
  usage: '[options] <tag> [<tag> ...]',
  options: {
    glob: flag('--glob', 'take the arguments as patterns'),
    test: flag(['-n', '--test'], 'only say what would be done'),
  },
  async run({ args, hub, options, print, activateSession }) {
    if (args.length === 0) throw new UsageError('Please specify a tag');
    await activateSession();
    const selected: ListedTag[] = [];
    if (options.glob) selected.push(...(await tagsByPattern({ hub, print }, args)));
    else {
      for (const name of args) {
        const tag = await hub.call('getTag', { tagInfo: name });
        if (!tag) throw new UsageError(`No such tag: ${name}`);
        selected.push(tag);
      }
    }
    for (const tag of selected) {
      const changes: TagChanges = {};
      if (tag.locked) changes.locked = false;
      if (tag.perm_id) changes.perm = null;
      if (Object.keys(changes).length === 0) print(`Tag ${tag.name}: not locked`);
      else if (options.test) print(`Tag ${tag.name}: skipping changes: ${pythonRepr(changes)}`);
      else await hub.call('editTag2', { tagInfo: tag.id, ...changes });
    }
  },
});
