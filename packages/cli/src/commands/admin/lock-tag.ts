import { flag, text } from '@kojikit/command-line';
import type { ListedTag } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { LoggedError, UsageError } from '../../errors.js';
import { tagsByPattern } from '../../tags/tags-by-pattern.js';

export const lockTag = coreCommand({
  summary: 'Lock tags',
  usage: '[options] <tag> [<tag> ...]',
  options: {
    perm: text('--perm', { help: 'require this permission (default: admin)' }),
    glob: flag('--glob', 'take the arguments as patterns'),
    master: flag('--master', 'set the master lock instead'),
    test: flag(['-n', '--test'], 'only say what would be done'),
  },
  async run({ args, hub, options, print, activateSession }) {
    if (args.length === 0) throw new UsageError('Please specify a tag');
    await activateSession();
    const permissions = await hub.call('getAllPerms');
    const permission = options.perm ?? 'admin';
    const permissionId = permissions.find(({ name }) => name === permission)?.id;
    if (permissionId === undefined) throw new LoggedError('KeyError', `no such permission: ${permission}`);
    const selected: ListedTag[] = [];
    if (options.glob) selected.push(...(await tagsByPattern({ hub, print }, args)));
    else {
      for (const name of args) selected.push(await hub.call('getTag', { tagInfo: name, strict: true }));
    }
    for (const tag of selected) {
      const { id, name } = tag;
      if (options.master) {
        if (tag.locked) print(`Tag ${name}: master lock already set`);
        else if (options.test) print(`Would have set master lock for: ${name}`);
        else await hub.call('editTag2', { tagInfo: id, locked: true });
      } else if (tag.perm_id === permissionId) {
        print(`Tag ${name}: ${permission} permission already required`);
      } else if (options.test) {
        print(`Would have set permission requirement ${permission} for tag ${name}`);
      } else {
        await hub.call('editTag2', { tagInfo: id, perm_id: permissionId });
      }
    }
  },
});
