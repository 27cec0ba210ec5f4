import { hubCall } from '@kojikit/protocol';
import { command, UsageError } from '@kojikit/cli/plugin';
import type {} from '../api.js';

/** `koji remove-sidetag`: removes side tags; stops at the first that the hub refuses, those before it are gone. */
export const removeSidetag = command({
  usage: '[options] <sidetag> ...',
  options: {},
  async run({ args, hub, activateSession }) {
    if (args.length === 0) throw new UsageError('Sidetag argument is required');
    await activateSession();
    await hub.batch(args.map((name) => hubCall('removeSideTag', { sidetag: name })));
  },
});
