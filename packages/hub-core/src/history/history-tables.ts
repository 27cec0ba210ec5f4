/** A column of a versioned table that names something: where the name is, and how history answers it. */
export interface NameColumn {
  readonly table: string;
  /** The alias the table is joined under. */
  readonly as: string;
  /** The member that holds the name. */
  readonly member: string;
}

const name = (table: string, as = table, member = `${as}.name`): NameColumn => ({ table, as, member });

/** Columns whose names history looks up, in every table that has them. */
export const nameColumns: Readonly<Record<string, NameColumn>> = {
  user_id: name('users', 'users', 'user.name'),
  perm_id: name('permissions', 'permission'),
  cg_id: name('content_generator'),
  tag_id: name('tag'),
  host_id: name('host'),
  channel_id: name('channels'),
  parent_id: name('tag', 'parent'),
  build_target_id: name('build_target'),
  build_tag: name('tag', 'build_tag'),
  dest_tag: name('tag', 'dest_tag'),
  external_repo_id: name('external_repo'),
  package_id: name('package'),
  owner: name('users', 'owner'),
  req_id: name('groups', 'req'),
};

/** The columns of every versioned table besides the five that all of them have. */
export const historyTables = {
  build_target_config: ['build_target_id', 'build_tag', 'dest_tag'],
  cg_users: ['user_id', 'cg_id'],
  external_repo_config: ['external_repo_id', 'url'],
  external_repo_data: ['external_repo_id', 'data'],
  group_config: [
    'group_id',
    'tag_id',
    'blocked',
    'exported',
    'display_name',
    'is_default',
    'uservisible',
    'description',
    'langonly',
    'biarchonly',
  ],
  group_package_listing: ['group_id', 'tag_id', 'package', 'blocked', 'type', 'basearchonly', 'requires'],
  group_req_listing: ['group_id', 'tag_id', 'req_id', 'blocked', 'type', 'is_metapkg'],
  host_channels: ['host_id', 'channel_id'],
  host_config: ['host_id', 'arches', 'capacity', 'description', 'comment', 'enabled'],
  tag_config: ['tag_id', 'arches', 'perm_id', 'locked', 'maven_support', 'maven_include_all'],
  tag_external_repos: ['tag_id', 'external_repo_id', 'priority', 'merge_mode', 'arches'],
  tag_extra: ['tag_id', 'key', 'value'],
  tag_inheritance: ['tag_id', 'parent_id', 'priority', 'maxdepth', 'intransitive', 'noconfig', 'pkg_filter'],
  tag_listing: ['build_id', 'tag_id'],
  tag_package_owners: ['package_id', 'tag_id', 'owner'],
  tag_packages: ['package_id', 'tag_id', 'blocked', 'extra_arches'],
  user_groups: ['user_id', 'group_id'],
  user_perms: ['user_id', 'perm_id'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type HistoryTable = keyof typeof historyTables;
