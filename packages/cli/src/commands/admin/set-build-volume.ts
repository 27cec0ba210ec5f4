import { flag } from '@kojikit/command-line';
import type { Build } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';

export const setBuildVolume = coreCommand({
  summary: 'Move builds to another volume',
  usage: '<volume> <n-v-r> [<n-v-r> ...]',
  options: { verbose: flag(['-v', '--verbose'], 'say what is done') },
  async run({ args, hub, options, print, activateSession }) {
    const [name, ...words] = args;
    if (name === undefined || words.length === 0) {
      throw new UsageError('You must provide a volume and at least one build');
    }
    const volume = await hub.call('getVolume', { volume: name });
    if (!volume) throw new CommandError(`No such volume: ${name}`);
    await activateSession();
    const builds: Build[] = [];
    for (const word of words) {
      const build = await hub.call('getBuild', { buildInfo: word });
      if (!build) print(`No such build: ${word}`);
      else if (build.volume_id === volume.id) print(`Build ${word} already on volume ${volume.name}`);
      else builds.push(build);
    }
    if (builds.length === 0) throw new CommandError('No builds to move');
    for (const build of builds) {
      await hub.call('changeBuildVolume', { build: build.id, volume: volume.id });
      if (options.verbose) print(`${build.nvr}: ${build.volume_name} -> ${volume.name}`);
    }
  },
});
