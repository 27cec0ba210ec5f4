import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';

export const addVolume = coreCommand({
  summary: 'Add a storage volume',
  usage: '<volume-name>',
  options: {},
  async run({ args, hub, print, activateSession }) {
    const [name = ''] = args;
    if (args.length !== 1) throw new UsageError('Command requires exactly one volume-name.');
    if (await hub.call('getVolume', { volume: name }))
      throw new CommandError(`Volume ${name} already exists`);
    await activateSession();
    const volume = await hub.call('addVolume', { name });
    print(`Added volume ${volume.name} with id ${volume.id}`);
  },
});
