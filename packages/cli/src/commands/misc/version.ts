import { isKojiFault, KOJI_VERSION } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';

export const version = coreCommand({
  summary: 'Show the versions of client and hub',
  usage: '',
  options: {},
  async run({ hub, print, ensureConnection }) {
    print(`Client: ${KOJI_VERSION}`);
    await ensureConnection();
    try {
      print(`Hub:    ${await hub.call('getKojiVersion')}`);
    } catch (error) {
      if (!isKojiFault(error)) throw error;
      print("Hub:    Can't determine (older than 1.23)");
    }
  },
});
