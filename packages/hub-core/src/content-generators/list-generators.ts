import sql from 'sql-template-tag';
import type { Context } from '../ground/context.js';

/** The content generators that somebody may import as: their ids and the names of those users, by name. */
export async function listGenerators(ctx: Context): Promise<Record<string, { id: number; users: string[] }>> {
  const rows = await ctx.db.all<{ id: number; name: string; user_name: string }>(sql`
    SELECT content_generator.id, content_generator.name, users.name AS user_name
    FROM cg_users JOIN content_generator ON content_generator.id = cg_users.cg_id
      JOIN users ON users.id = cg_users.user_id
    WHERE cg_users.active IS TRUE
    ORDER BY content_generator.id, users.name`);
  const generators = new Map<string, { id: number; users: string[] }>();
  for (const { id, name, user_name: user } of rows) {
    const known = generators.get(name);
    if (known) known.users.push(user);
    else generators.set(name, { id, users: [user] });
  }
  return Object.fromEntries(generators);
}
