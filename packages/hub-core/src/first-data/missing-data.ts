import sql from 'sql-template-tag';
import { currentAt } from '../history/index.js';
import { readHosts } from '../hosts/index.js';
import { lookupName } from '../lookup/index.js';
import type { Registry } from '../plugins/registry.js';
import type { Context } from '../ground/context.js';

type Needed = Pick<Registry, 'neededChannels' | 'neededPermissions'>;

/**
 * What a site lacks to work, each as a sentence that says what makes it: an admin, a builder, the channels and permissions
 * that rooms and plugins need, a host in each of these channels.
 */
export async function missingData(ctx: Context, needed: Needed): Promise<string[]> {
  const missing: string[] = [];
  if ((await adminName(ctx)) === undefined) {
    missing.push("nobody is an admin: 'koji-hub init --admin NAME --password-file FILE' makes one");
  }
  for (const [name, module] of needed.neededPermissions) {
    if (await lookupName(ctx, 'permissions', name)) continue;
    missing.push(`there is no permission ${name}, which ${module} asks for: 'koji-hub init' makes it`);
  }
  const anyHost = (await readHosts(ctx, { enabled: true })).length > 0;
  if (!anyHost) {
    missing.push(
      "there is no builder: 'koji-hub user add NAME --host ARCHES --password-file FILE' makes one in the channels that are needed",
    );
  }
  for (const [name, module] of needed.neededChannels) {
    if (!(await lookupName(ctx, 'channels', name))) {
      missing.push(`there is no channel ${name}, which ${module} needs: 'koji-hub init' makes it`);
    } else if (anyHost && (await readHosts(ctx, { channel: name, enabled: true })).length === 0) {
      missing.push(
        `no enabled host is in the channel ${name}, whose tasks wait for ever: 'koji add-host-to-channel HOST ${name}' adds one`,
      );
    }
  }
  return missing;
}

/** The first admin that was made, or undefined. */
export function adminName(ctx: Context): Promise<string | undefined> {
  return ctx.db.value<string>(sql`
    SELECT users.name FROM users
      JOIN user_perms ON user_perms.user_id = users.id AND ${currentAt('user_perms', null)}
      JOIN permissions ON permissions.id = user_perms.perm_id AND permissions.name = 'admin'
     ORDER BY users.id LIMIT 1`);
}
