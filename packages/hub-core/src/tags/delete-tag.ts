import sql, { raw } from 'sql-template-tag';
import { revoke } from '../history/index.js';
import type { Context } from '../ground/context.js';
import { getTag } from './find-tag.js';
import type { NameOrId } from '../readers/index.js';

/* Ending `tag_config` is what deletes a tag; the rest keeps the tables tidy. */
const TABLES: readonly (readonly [table: string, column: string])[] = [
  ['tag_config', 'tag_id'],
  ['tag_extra', 'tag_id'],
  ['tag_inheritance', 'tag_id'],
  ['tag_inheritance', 'parent_id'],
  ['build_target_config', 'build_tag'],
  ['build_target_config', 'dest_tag'],
  ['tag_listing', 'tag_id'],
  ['tag_packages', 'tag_id'],
  ['tag_package_owners', 'tag_id'],
  ['tag_external_repos', 'tag_id'],
  ['group_config', 'tag_id'],
  ['group_req_listing', 'tag_id'],
  ['group_package_listing', 'tag_id'],
];

/** Ends a tag and everything that hangs on it. Its past stays readable. Checks no permission. */
export async function deleteTag(ctx: Context, info: NameOrId): Promise<void> {
  const tag = await getTag(ctx, info);
  for (const [table, column] of TABLES) await revoke(ctx, table, sql`${raw(column)} = ${tag.id}`);
}
