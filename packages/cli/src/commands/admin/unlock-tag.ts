import { command } from '../../command.js';
import { UsageError } from '../../errors.js';
import { tagsByPattern, type LockableTag } from '../../lib/select-tags.js';
import { flag } from '../../options/define-option.js';
import { pythonRepr } from '../../output/python-text.js';

export const unlockTag = command({
  usage: '[options] <tag> [<tag> ...]',
  options: {
    glob: flag('--glob', 'take the arguments as patterns'),
    test: flag(['-n', '--test'], 'only say what would be done'),
  },
  async run({ args, hub, options, print, activateSession }) {
    if (args.length === 0) throw new UsageError('Please specify a tag');
    await activateSession();
    const selected: LockableTag[] = [];
    if (options.glob) selected.push(...(await tagsByPattern({ hub, print }, args)));
    else {
      for (const name of args) {
        const tag = await hub.call<LockableTag | null>('getTag', [name]);
        if (!tag) throw new UsageError(`No such tag: ${name}`);
        selected.push(tag);
      }
    }
    for (const tag of selected) {
      const changes: Record<string, unknown> = {};
      if (tag.locked) changes['locked'] = false;
      if (tag.perm_id) changes['perm'] = null;
      if (Object.keys(changes).length === 0) print(`Tag ${tag.name}: not locked`);
      else if (options.test) print(`Tag ${tag.name}: skipping changes: ${pythonRepr(changes)}`);
      else await hub.call('editTag2', [tag.id], changes);
    }
  },
});
