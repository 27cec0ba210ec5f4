import { column, createTables, table, type Knex, type Migration } from '@kojikit/hub-core/plugin';

/*
 * Beside the tags, not in their extra settings: a change of those makes a tag's repos out of date.
 * Times are seconds since 1970.
 */
const tables = [
  table('kojikit_sidetag', {
    tag_id: column.reference('tag', { primaryKey: true }),
    expires: column.bigint({ nullable: true }),
    // The expiry was chosen by somebody: then no rule of the clean-up removes the tag before.
    kept: column.boolean({ default: false }),
    // When it was last announced that the tag will be removed.
    warned: column.bigint({ nullable: true }),
  }),
  table(
    'kojikit_sidetag_owners',
    { tag_id: column.reference('tag'), user_id: column.reference('users') },
    { primaryKey: ['tag_id', 'user_id'], indexes: { kojikit_sidetag_owners_by_user: { on: ['user_id'] } } },
  ),
  table(
    'kojikit_sidetag_holds',
    {
      tag_id: column.reference('tag'),
      user_id: column.reference('users'),
      reason: column.text(),
      since: column.bigint(),
      until: column.bigint({ nullable: true }),
    },
    { primaryKey: ['tag_id', 'user_id'] },
  ),
];

/* Announced removals that wait to be told by mail. */
const mail = table('kojikit_sidetag_mail', {
  tag_id: column.reference('tag', { primaryKey: true }),
  rule: column.text(),
  since: column.bigint(),
  removal: column.bigint(),
  attempts: column.integer(),
  not_before: column.bigint(),
});

/* Koji has no index for what these tell: the side tags of a user, which tags are side tags at all, the targets of a tag. */
async function makeIndexes(knex: Knex): Promise<void> {
  const where = (condition: string) => ({ predicate: knex.queryBuilder().whereRaw(condition) });
  await knex.schema
    .alterTable('tag_extra', (extra) => {
      const byUser = where("key = 'sidetag_user_id' AND active IS TRUE");
      extra.index(['value'], 'kojikit_sidetag_by_user', byUser);
      extra.index(['tag_id'], 'kojikit_sidetag_markers', where("key = 'sidetag' AND active IS TRUE"));
    })
    .alterTable('build_target_config', (config) => {
      config.index(['build_tag'], 'kojikit_targets_by_build_tag', where('active IS TRUE'));
      config.index(['dest_tag'], 'kojikit_targets_by_dest_tag', where('active IS TRUE'));
    });
}

/** Where the expiry, the further owners and the holds of side tags are kept. */
export const sidetagMigrations: readonly Migration[] = [
  {
    name: 'sidetag/0001-lives',
    breaking: false,
    async up(knex) {
      await createTables(knex, tables);
      await makeIndexes(knex);
    },
  },
  { name: 'sidetag/0002-mail', breaking: false, up: (knex) => createTables(knex, [mail]) },
];
