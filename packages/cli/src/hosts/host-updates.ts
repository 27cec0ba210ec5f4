import { hubCall, isFault, type Host } from '@kojikit/protocol';
import { hubDate } from '../output/times.js';
import type { HubSession } from '../session/hub-session.js';

/**
 * When hosts last checked in, in seconds since 1970, `null` for never. Hubs before 1.35 tell it host by host, those
 * before 1.25 as a text.
 */
export async function hostUpdates(
  hub: HubSession,
  hosts: ReadonlyArray<Pick<Host, 'id'> & Partial<Pick<Host, 'update_ts'>>>,
): Promise<Array<number | null>> {
  if (hosts.every((host) => host.update_ts !== undefined)) {
    return hosts.map(({ update_ts: seconds }) => (seconds == null ? null : Number(seconds)));
  }
  try {
    const found = await hub.batch(
      hosts.map(({ id }) => hubCall('getLastHostUpdate', { hostID: id, ts: true })),
    );
    return found.map((seconds) => (seconds === null ? null : Number(seconds)));
  } catch (error) {
    if (!isFault(error, 'ParameterError')) throw error;
  }
  const texts = await hub.batch(hosts.map(({ id }) => hubCall('getLastHostUpdate', { hostID: id })));
  return texts.map((text) => (text === null ? null : Math.floor(hubDate(text).getTime() / 1000)));
}
