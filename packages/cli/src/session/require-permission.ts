import type { CommandContext } from '../command.js';
import { UsageError } from '../errors.js';

/**
 * Tells people without the permissions `admin` or another one that they need it, before anything is sent. Throws
 * UsageError.
 */
export async function requirePermission(
  { hub }: Pick<CommandContext, 'hub'>,
  permission: string,
): Promise<void> {
  if (await hub.call('hasPerm', { perm: 'admin' })) return;
  if (await hub.call('hasPerm', { perm: permission })) return;
  throw new UsageError(`This action requires ${permission} or admin privileges`);
}
