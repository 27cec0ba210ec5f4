import sql, { join, raw, type Sql } from 'sql-template-tag';
import { lookupNameStrictly } from '../lookup/index.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { getTag, inheritedTagIds } from '../tags/index.js';
import { currentAt } from './current-at.js';

/** The versioned tables whose rows belong to a tag. `tag_updates` has events of its own. */
const TAG_TABLES = [
  'tag_listing',
  'tag_inheritance',
  'tag_config',
  'tag_packages',
  'tag_external_repos',
  'tag_extra',
  'group_package_listing',
  'group_req_listing',
  'group_config',
] as const;

const EXTERNAL_REPO_TABLES = ['external_repo_config', 'external_repo_data'] as const;

/** The greatest number that an event can have. */
const LAST_EVENT = 2_147_483_647;

/** Whether anything changed in one of the tags after an event. Inheritance is not followed: the caller lists the tags. */
export async function tagChangedSince(
  ctx: Context,
  after: number | null,
  tags: readonly (number | null)[],
): Promise<boolean> {
  const inTags = ctx.db.dialect.isIn(sql`tag_id`, tags);
  // Both ends are said: PostgreSQL plans a kept statement for any event, and takes a third of all rows to lie above a number,
  // of which it would find one soon among those of a tag, but one in two hundred to lie between two.
  const changed = (table: string, column: string) =>
    sql`SELECT 1 FROM ${raw(table)} WHERE ${raw(column)} > ${after} AND ${raw(column)} <= ${LAST_EVENT} AND ${inTags}`;
  const selects = [
    changed('tag_updates', 'update_event'),
    ...TAG_TABLES.flatMap((table) => [changed(table, 'create_event'), changed(table, 'revoke_event')]),
  ];
  const found = join(
    selects.map((select) => sql`EXISTS (${select})`),
    ' OR ',
  );
  return Boolean(await ctx.db.value(sql`SELECT CASE WHEN ${found} THEN 1 ELSE 0 END`));
}

export interface ChangeOptions {
  /** Count the tags that are inherited from too. */
  readonly inherit: boolean;
}

/**
 * The last event that changed a tag, or undefined. For a deleted tag that is its end.
 * @param end only look at events before this one.
 */
export async function lastChange(
  ctx: Context,
  info: NameOrId,
  end: number | null,
  { inherit }: ChangeOptions,
): Promise<number | undefined> {
  const tag = await getTag(ctx, info, { event: 'auto' });
  const ended = tag.revoke_event;
  if (end === null && ended) return ended;
  const tags = inherit ? await inheritedTagIds(ctx, tag.id, end) : [tag.id];

  const event = await changeEvent(ctx, tags, end, {
    which: raw('MAX'),
    within: (column) => (end === null ? sql`${column} IS NOT NULL` : sql`${column} < ${end}`),
  });
  return event !== undefined && ended ? Math.min(ended, event) : event;
}

/**
 * The first event that changed a tag, or undefined when there is none; without `start` that is its making.
 * @param start only look at events after this one.
 */
export async function firstChange(
  ctx: Context,
  info: NameOrId,
  start: number | null,
  { inherit }: ChangeOptions,
): Promise<number | undefined> {
  const { id } = await lookupNameStrictly(ctx, 'tag', info);
  const made = await ctx.db.value<number>(sql`SELECT MIN(create_event) FROM tag_config WHERE tag_id = ${id}`);
  if (start === null) return made;
  const tags = inherit ? await inheritedTagIds(ctx, id, start) : [id];
  const event = await changeEvent(ctx, tags, start, {
    which: raw('MIN'),
    within: (column) => sql`${column} > ${start}`,
  });
  // What a tag inherits from may be older than the tag itself.
  return event === undefined ? undefined : Math.max(event, made ?? event);
}

interface Wanted {
  /** The first or the last: MIN or MAX. */
  readonly which: Sql;
  within(column: Sql): Sql;
}

/* The first or last change of the tags and of the external repos that they use at an event, in one query. */
function changeEvent(
  ctx: Context,
  tags: readonly number[],
  event: number | null,
  { which, within }: Wanted,
): Promise<number | undefined> {
  const inTags = ctx.db.dialect.isIn(sql`tag_id`, tags);
  const inRepos = sql`external_repo_id IN (
    SELECT external_repo_id FROM tag_external_repos WHERE ${inTags} AND ${currentAt('tag_external_repos', event)})`;
  const changes = (table: string, where: Sql, columns = [sql`create_event`, sql`revoke_event`]) =>
    columns.map(
      (column) =>
        sql`SELECT ${which}(${column}) AS event FROM ${raw(table)} WHERE ${where} AND ${within(column)}`,
    );
  const all = [
    ...changes('tag_updates', inTags, [sql`update_event`]),
    ...TAG_TABLES.flatMap((table) => changes(table, inTags)),
    ...EXTERNAL_REPO_TABLES.flatMap((table) => changes(table, inRepos)),
  ];
  return ctx.db.value<number>(sql`SELECT ${which}(event) FROM (${join(all, ' UNION ALL ')}) AS changes`);
}
