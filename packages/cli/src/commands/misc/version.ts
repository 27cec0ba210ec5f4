import { isKojiFault, KOJI_VERSION } from '@kojikit/protocol';
import { command } from '../../command.js';

export const version = command({
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
