import { flag } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { idOrName } from '../../arguments/id-or-name.js';

export const promoteBuild = coreCommand({
  summary: 'Make a draft build a build',
  usage: '[options] <draft-build>',
  options: { force: flag(['-f', '--force'], 'do it against the policy (administrators)') },
  async run({ args, hub, options, print, activateSession }) {
    const [word] = args;
    if (word === undefined || args.length !== 1) throw new UsageError('Please specify a draft build');
    await activateSession();
    const { force } = options;
    if (force && !(await hub.call('hasPerm', { perm: 'admin' }))) {
      throw new UsageError('--force requires admin privilege');
    }
    const draft = await hub.call('getBuild', { buildInfo: idOrName(word) });
    if (!draft) throw new CommandError(`No such build: ${word}`);
    if (!draft.draft) throw new CommandError(`Not a draft build: ${word}`);
    const { nvr } = await hub.call('promoteBuild', { build: draft.id, force });
    print(`${draft.nvr} has been promoted to ${nvr}`);
  },
});
