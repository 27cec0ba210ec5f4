import { stateKey, type ReadState } from '@kojikit/hub-core/plugin';
import type { SidetagConfig } from './config.js';

/** What the hub's `plugins/sidetag.conf` says, read when the hub starts. */
export const sidetagSettings = stateKey<SidetagConfig>('sidetag.conf');

/** All sections of the hub's `plugins/sidetag.conf`, for a request, a job or a worker. */
export function wholeConfigOf({ state }: { readonly state: ReadState }): SidetagConfig {
  return state(sidetagSettings);
}

/** Section `[sidetag]` of the hub's `plugins/sidetag.conf`. */
export function configOf(ctx: { readonly state: ReadState }): SidetagConfig['sidetag'] {
  return wholeConfigOf(ctx).sidetag;
}
