import { isFault } from '@kojikit/protocol';
import type { HubSession } from './hub-session.js';

/** The Koji version that the hub keeps to. Hubs that cannot tell count as 1.22.0, the last such version. */
export async function hubVersion(hub: HubSession): Promise<string> {
  try {
    return await hub.call('getKojiVersion');
  } catch (error) {
    if (isFault(error, 'GenericError') && error.message.includes('Invalid method')) return '1.22.0';
    throw error;
  }
}
