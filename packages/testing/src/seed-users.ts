import { asHub, type Hub } from '@kojikit/hub-core';
import sql from 'sql-template-tag';

/** The password of every test user. */
export const PASSWORD = 'pw';

/** A user that a test hub has from the start. */
export interface TestUser {
  readonly name: string;
  /** Names of permissions, `tag`. */
  readonly permissions?: readonly string[];
}

/** Writes users with the password `pw`; their permissions are granted by the user of id 1. */
export async function seedUsers(hub: Hub, users: readonly TestUser[]): Promise<void> {
  await asHub(hub.parts, 'test users', async (ctx) => {
    for (const { name, permissions = [] } of users) {
      const user = await ctx.db.insertReturningId('users', {
        name,
        password: PASSWORD,
        status: 0,
        usertype: 0,
      });
      for (const permission of permissions) {
        const id = await ctx.db.value<number>(sql`SELECT id FROM permissions WHERE name = ${permission}`);
        if (id === undefined) throw new Error(`there is no permission ${permission}`);
        await ctx.db.insert('user_perms', {
          user_id: user,
          perm_id: id,
          create_event: await ctx.event(),
          creator_id: 1,
          active: true,
        });
      }
    }
  });
}

/** Gives a user another password, past the API. */
export async function replacePassword(hub: Hub, user: string, password: string): Promise<void> {
  const changed = await hub.database.transaction((db) =>
    db.update('users', { password }, sql`name = ${user}`),
  );
  if (changed !== 1) throw new Error(`there is no user ${user}`);
}
