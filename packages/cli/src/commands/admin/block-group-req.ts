import { command } from '../../command.js';
import { UsageError } from '../../errors.js';

export const blockGroupReq = command({
  usage: '<tag> <group> <required group>',
  options: {},
  async run({ args, hub, activateSession }) {
    if (args.length !== 3) throw new UsageError('You must specify a tag name and two group names');
    await activateSession();
    const [tag = '', group = '', required = ''] = args;
    await hub.call('groupReqListBlock', { taginfo: tag, grpinfo: group, reqinfo: required });
  },
});
