import { lookupName, lookupOrCreateName } from '../lookup/index.js';
import type { Registry } from '../plugins/registry.js';
import type { Context } from '../ground/context.js';

type Needed = Pick<Registry, 'neededChannels' | 'neededPermissions'>;

/**
 * Makes the channels and permissions that rooms and plugins need, as far as they are missing. Returns what it made, as
 * `channel runroot`.
 */
export async function makeNeeds(ctx: Context, needed: Needed): Promise<string[]> {
  const made: string[] = [];
  for (const name of needed.neededChannels.keys()) {
    if (await lookupName(ctx, 'channels', name)) continue;
    await lookupOrCreateName(ctx, 'channels', name);
    made.push(`channel ${name}`);
  }
  for (const name of needed.neededPermissions.keys()) {
    if (await lookupName(ctx, 'permissions', name)) continue;
    await lookupOrCreateName(ctx, 'permissions', name);
    made.push(`permission ${name}`);
  }
  return made;
}
