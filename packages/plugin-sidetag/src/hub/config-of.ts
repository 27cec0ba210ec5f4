import type { Context } from '@kojikit/hub-core/plugin';
import { sidetagConfig, type SidetagConfig } from './config.js';

/** What the hub's `plugins/sidetag.conf` says, all sections. */
export function wholeConfigOf(ctx: Context): SidetagConfig {
  return ctx.config.pluginConfig('sidetag', sidetagConfig);
}

/** Section `[sidetag]` of the hub's `plugins/sidetag.conf`. */
export function configOf(ctx: Context): SidetagConfig['sidetag'] {
  return wholeConfigOf(ctx).sidetag;
}
