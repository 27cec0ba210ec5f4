import { flag, text } from '@kojikit/command-line';
import { isKojiFault } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';

export const removeSig = coreCommand({
  summary: 'Remove signatures of an rpm and their signed copies',
  usage: '[options] <rpm-id/n-v-r.a/rpminfo>',
  description: 'For emergencies: it goes against the rule that what the hub has stored stays as it is.',
  options: {
    key: text('--sigkey', { help: 'the signature with this key' }),
    all: flag('--all', 'all signatures'),
  },
  async run({ args, hub, options, activateSession }) {
    const [rpm] = args;
    if (rpm === undefined) throw new UsageError('Please specify an RPM');
    const { all, key } = options;
    if (!all && !key) throw new CommandError('Either --sigkey or --all options must be given');
    if (all && key) throw new CommandError('Conflicting options specified');
    await activateSession();
    try {
      await hub.call('deleteRPMSig', { rpminfo: rpm, sigkey: key ?? null, all_sigs: all });
    } catch (error) {
      if (!isKojiFault(error) || error.faultName === 'Fault') throw error;
      if (error.message.startsWith('No such rpm')) throw new CommandError(`No such rpm in system: ${rpm}`);
      throw new CommandError(`Signature removal failed: ${error.message}`);
    }
  },
});
