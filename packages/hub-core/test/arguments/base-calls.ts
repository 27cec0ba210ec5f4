import type { WireValue } from '@kojikit/testing/conformance';

export type Arguments = Readonly<Record<string, WireValue>>;
export type Call = readonly [method: string, args: Arguments];

/** A call that works, from which the others are made by changing one thing. */
export interface BaseCall {
  /** By name. Those of a call that writes may depend on its number, so that each has something of its own. */
  readonly args: (number: number) => Arguments;
  /** Further things to change than each of the arguments: a value inside of an argument, a named option. */
  readonly vary?: Readonly<Record<string, (value: WireValue, number: number) => Arguments>>;
  /** Calls that make what the call needs. They are not compared. */
  readonly before?: (number: number) => readonly Call[];
  /** A reading call that shows what a call that worked has written. */
  readonly after?: (number: number) => Call;
}

const call = (args: Arguments, vary?: BaseCall['vary']): BaseCall => ({ args: () => args, vary });
const none = call({});

const queryOptions = (args: Arguments = {}, name = 'queryOpts'): NonNullable<BaseCall['vary']> =>
  Object.fromEntries(
    ['limit', 'offset', 'order', 'countOnly', 'asList', 'group'].map((option) => [
      `${name}.${option}`,
      (value: WireValue) => ({ ...args, [name]: { [option]: value } }),
    ]),
  );

const members = (argument: string, names: readonly string[], args: Arguments = {}) =>
  Object.fromEntries(
    names.map((name) => [
      `${argument}.${name}`,
      (value: WireValue): Arguments => {
        const base = args[argument];
        return {
          ...args,
          [argument]: { ...(typeof base === 'object' && !Array.isArray(base) ? base : {}), [name]: value },
        };
      },
    ]),
  );

const options = (names: readonly string[], args: Arguments = {}) =>
  Object.fromEntries(
    names.map((name) => [name, (value: WireValue): Arguments => ({ ...args, [name]: value })]),
  );

/** Clauses of a query that shares its reader with {@link clauses}. */
const fewClauses = (id: string, flag: string): NonNullable<BaseCall['vary']> => ({
  'clauses[0]': (value) => ({ clauses: [value] }),
  'short clause of an id': (value) => ({ clauses: [[id, value]] }),
  'clauses[0][2] of a flag': (value) => ({ clauses: [[flag, '=', value]] }),
  'fields[0]': (value) => ({ fields: [value] }),
});

/** Clauses of a query by field, right and wrong in every part. */
const clauses = (id: string, text: string, flag: string): NonNullable<BaseCall['vary']> => ({
  'clauses[0]': (value) => ({ clauses: [value] }),
  'clauses[0][0]': (value) => ({ clauses: [[value, '=', 1]] }),
  'clauses[0][1]': (value) => ({ clauses: [[id, value, 1]] }),
  'clauses[0][2] of an id': (value) => ({ clauses: [[id, '=', value]] }),
  'short clause of an id': (value) => ({ clauses: [[id, value]] }),
  'clauses[0][2] in': (value) => ({ clauses: [[id, 'IN', value]] }),
  'clauses[0][2] is': (value) => ({ clauses: [[id, 'IS', value]] }),
  'clauses[0][2] is not': (value) => ({ clauses: [[text, 'IS NOT', value]] }),
  'clauses[0][2] above': (value) => ({ clauses: [[id, '>', value]] }),
  'clauses[0][2] of a text': (value) => ({ clauses: [[text, '=', value]] }),
  'clauses[0][2] of a flag': (value) => ({ clauses: [[flag, '=', value]] }),
  'clauses[0][3]': (value) => ({ clauses: [[id, '=', 1, value]] }),
  'clauses as one': (value) => ({ clauses: [id, '=', value] }),
  'fields[0]': (value) => ({ clauses: [], fields: [value] }),
  'fields[1]': (value) => ({ clauses: [], fields: [id, value] }),
  ...queryOptions({ clauses: [], fields: [id] }, 'opts'),
});

const BUILDER = 'builder1.example.com';
const RPM = 'tinylib-1.0-1.x86_64';
const BUILD = 'tinylib-1.0-1';

/** Calls that only read. */
export const readingCalls: Readonly<Record<string, BaseCall>> = {
  buildReferences: call({ build: BUILD }),
  checkTagAccess: call({ tag_id: 'base' }),
  checkTagPackage: call({ tag: 'base', pkg: 'tinylib' }),
  count: call(
    { methodName: 'listTags' },
    options(['pattern', 'queryOpts', 'package'], { methodName: 'listTags' }),
  ),
  countAndFilterResults: call(
    { methodName: 'listTags' },
    {
      ...options(['filterOpts', 'pattern'], { methodName: 'listTags' }),
      ...Object.fromEntries(
        ['order', 'limit', 'offset'].map((option) => [
          `filterOpts.${option}`,
          (value: WireValue) => ({ methodName: 'listTags', filterOpts: { [option]: value } }),
        ]),
      ),
    },
  ),
  filterResults: call(
    { methodName: 'listTags' },
    {
      ...options(['filterOpts', 'pattern'], { methodName: 'listTags' }),
      ...Object.fromEntries(
        ['order', 'limit', 'offset'].map((option) => [
          `filterOpts.${option}`,
          (value: WireValue) => ({ methodName: 'listTags', filterOpts: { [option]: value } }),
        ]),
      ),
    },
  ),
  evalPolicy: call({ name: 'build_rpm', data: { user_id: 1 } }),
  findBuildID: call({ X: BUILD }),
  getActiveRepos: none,
  getAllArches: none,
  getAllPerms: none,
  getArchive: call({ archive_id: 1 }),
  getArchiveType: call(
    { filename: 'x.jar' },
    {
      'type_name alone': (value) => ({ type_name: value }),
      'type_id alone': (value) => ({ type_id: value }),
    },
  ),
  getAverageBuildDuration: call({ package: 'tinylib' }),
  getBuild: call(
    { buildInfo: BUILD },
    {
      ...members('buildInfo', ['name', 'version', 'release', 'epoch', 'id'], {
        buildInfo: { name: 'tinylib', version: '1.0', release: '1' },
      }),
    },
  ),
  getBuildConfig: call({ tag: 'child' }),
  getBuildLogs: call({ build: BUILD }),
  getBuildNotification: call({ id: 1 }),
  getBuildNotificationBlock: call({ id: 1 }),
  getBuildNotificationBlocks: call({ userID: 'alice' }),
  getBuildNotifications: call({ userID: 'alice' }),
  getBuildTarget: call({ info: 'target1' }),
  getBuildTargets: call({}, queryOptions()),
  getBuildType: call({ buildInfo: 'mvn-1-1' }),
  getBuildroot: call({ buildrootID: 1 }),
  getBuildrootListing: call({ id: 1 }),
  getChangelogEntries: call({ buildID: BUILD }, queryOptions({ buildID: BUILD })),
  getChannel: call({ channelInfo: 'default' }),
  getEvent: call({ id: 1 }),
  getExternalRepo: call({ info: 'ext1' }),
  getExternalRepoList: call({ tag_info: 'child' }),
  getFullInheritance: call({ tag: 'grand' }, options(['stops', 'jumps'], { tag: 'grand' })),
  getGroupMembers: call({ group: 'devs' }),
  getHost: call({ hostInfo: BUILDER }),
  getImageArchive: call({ archive_id: 3 }),
  getImageBuild: call({ buildInfo: 'im-1-1' }),
  getInheritanceData: call({ tag: 'grand' }),
  getLastEvent: none,
  getLastHostUpdate: call({ hostID: 1 }),
  getLatestBuilds: call({ tag: 'base' }),
  getLatestMavenArchives: call({ tag: 'base' }),
  getLatestRPMS: call({ tag: 'base' }),
  getLoggedInUser: none,
  getMavenArchive: call({ archive_id: 1 }),
  getMavenBuild: call({ buildInfo: 'mvn-1-1' }),
  getNextRelease: call(
    { build_info: { name: 'tinylib', version: '1.0' } },
    members('build_info', ['name', 'version', 'epoch'], { build_info: { name: 'tinylib', version: '1.0' } }),
  ),
  getPackage: call({ info: 'tinylib' }),
  getPackageConfig: call({ tag: 'child', pkg: 'tinylib' }),
  getPackageID: call({ name: 'tinylib' }),
  getPerms: none,
  getRPM: call(
    { rpminfo: RPM },
    members('rpminfo', ['name', 'version', 'release', 'arch', 'location', 'id'], {
      rpminfo: { name: 'tinylib', version: '1.0', release: '1', arch: 'x86_64' },
    }),
  ),
  getRPMChecksums: call(
    { rpm_id: 102 },
    { 'checksum_types[0]': (value) => ({ rpm_id: 102, checksum_types: [value] }) },
  ),
  getRPMDeps: call({ rpmID: RPM }, queryOptions({ rpmID: RPM })),
  getRPMFile: call({ rpmID: RPM, filename: '/usr/share/tinylib/data' }),
  getRPMHeaders: call(
    { rpmID: RPM, headers: ['name'] },
    { 'headers[0]': (value) => ({ rpmID: RPM, headers: [value] }) },
  ),
  getRepo: call({ tag: 'base' }),
  getTag: call({ tagInfo: 'base' }),
  getTagExternalRepos: none,
  getTagGroups: call({ tag: 'child' }),
  getTagID: call({ info: 'base' }),
  getTaskChildren: call({ task_id: 3 }),
  getTaskDescendents: call({ task_id: 3 }),
  getTaskInfo: call({ task_id: 1 }, { 'task_id[1]': (value) => ({ task_id: [1, value] }) }),
  getTaskRequest: call({ taskId: 1 }),
  getTaskResult: call({ taskId: 1 }),
  getUser: call({ userInfo: 'alice' }, members('userInfo', ['krb_principal', 'name', 'id'])),
  getUserGroups: call({ user: 'bob' }),
  getUserPerms: call({ userID: 'alice' }),
  getUserPermsInheritance: call({ userID: 'bob' }),
  getVolume: call({ volume: 'DEFAULT' }),
  getWinArchive: call({ archive_id: 2 }),
  getWinBuild: call({ buildInfo: 'wb-1-1' }),
  hasPerm: call({ perm: 'admin' }),
  listArchives: call(
    {},
    {
      ...queryOptions(),
      'typeInfo of maven': (value) => ({ type: 'maven', typeInfo: value }),
      'typeInfo of win': (value) => ({ type: 'win', typeInfo: value }),
      'typeInfo of image': (value) => ({ type: 'image', typeInfo: value }),
      'typeInfo.group_id': (value) => ({ type: 'maven', typeInfo: { group_id: value } }),
      'typeInfo.platforms': (value) => ({ type: 'win', typeInfo: { platforms: value } }),
      'typeInfo.arch': (value) => ({ type: 'image', typeInfo: { arch: value } }),
    },
  ),
  listBTypes: call({}, { ...members('query', ['id', 'name']), ...queryOptions() }),
  listBuildRPMs: call({ build: BUILD }),
  listBuildroots: call({}, queryOptions()),
  listBuilds: call(
    {},
    {
      ...queryOptions(),
      'typeInfo of maven': (value) => ({ type: 'maven', typeInfo: value }),
      'typeInfo of win': (value) => ({ type: 'win', typeInfo: value }),
      'typeInfo of image': (value) => ({ type: 'image', typeInfo: value }),
      'typeInfo.group_id': (value) => ({ type: 'maven', typeInfo: { group_id: value } }),
      'typeInfo.platform': (value) => ({ type: 'win', typeInfo: { platform: value } }),
    },
  ),
  listCGs: none,
  listChannels: none,
  listExternalRepos: call({}, queryOptions()),
  listHosts: call({}, queryOptions()),
  listPackages: call({}, { ...queryOptions(), ...queryOptions({ tagID: 'base' }) }),
  listPackagesSimple: call({}, queryOptions()),
  listRPMFiles: call({ rpmID: RPM }, queryOptions({ rpmID: RPM })),
  listRPMs: call({}, queryOptions()),
  listTagged: call({ tag: 'base' }),
  listTaggedArchives: call({ tag: 'base' }),
  listTaggedRPMS: call({ tag: 'base' }),
  listTags: call({}, queryOptions()),
  listTaskOutput: call({ taskID: 1 }),
  listTasks: call(
    {},
    {
      ...members('opts', [
        'owner',
        'not_owner',
        'host_id',
        'not_host_id',
        'channel_id',
        'not_channel_id',
        'parent',
        'not_parent',
        'state',
        'not_state',
        'arch',
        'not_arch',
        'method',
        'not_method',
        'createdBefore',
        'createdAfter',
        'startedAfter',
        'completedBefore',
        'decode',
        'label',
        'id',
      ]),
      'opts.not_parent[0]': (value) => ({ opts: { not_parent: [value] } }),
      'opts.state[1]': (value) => ({ opts: { state: [0, value] } }),
      ...queryOptions(),
    },
  ),
  listUsers: call({}, queryOptions()),
  listVolumes: none,
  mavenEnabled: none,
  queryHistory: call(
    { tables: ['tag_config'] },
    options(
      [
        'tag',
        'build',
        'package',
        'user',
        'permission',
        'channel',
        'host',
        'cg',
        'external_repo',
        'build_target',
        'group',
        'editor',
        'active',
        'before',
        'after',
        'beforeEvent',
        'afterEvent',
        'queryOpts',
        'xkey',
        'unknown',
      ],
      {
        tables: [
          'tag_config',
          'tag_packages',
          'tag_listing',
          'user_perms',
          'host_config',
          'build_target_config',
        ],
      },
    ),
  ),
  queryRPMSigs: call({}, queryOptions()),
  'repo.checkRequest': call({ req_id: 1 }),
  'repo.get': call(
    { tag: 'base' },
    members('opts', ['src', 'debuginfo', 'separate_src', 'maven'], { tag: 'base' }),
  ),
  'repo.getExternalRepoData': call({ erepo: 'ext1' }),
  'repo.query': call({ clauses: [] }, clauses('id', 'tag_name', 'dist')),
  'repo.queryQueue': call({}, fewClauses('id', 'active')),
  'repo.references': call({ repo_id: 1 }),
  repoInfo: call({ repo_id: 1 }),
  'scheduler.getHostData': none,
  'scheduler.getLogMessages': call({ fields: ['msg'] }, fewClauses('task_id', 'msg')),
  'scheduler.getTaskRefusals': call({ fields: ['msg'] }, fewClauses('task_id', 'soft')),
  'scheduler.getTaskRuns': call({ fields: ['task_id'] }, fewClauses('task_id', 'active')),
  search: call(
    { terms: 'tiny*', type: 'package', matchType: 'glob' },
    {
      'terms as regexp': (value) => ({ terms: value, type: 'package', matchType: 'regexp' }),
      'terms exactly': (value) => ({ terms: value, type: 'build', matchType: 'exact' }),
      ...queryOptions({ terms: 'tiny*', type: 'package', matchType: 'glob' }),
    },
  ),
  'system.methodSignature': call({ method: 'getTagID' }),
  tagChangedSinceEvent: call(
    { event: 20, taglist: [1] },
    { 'taglist[0]': (value) => ({ event: 20, taglist: [value] }) },
  ),
  tagFirstChangeEvent: call({ tag: 'base' }),
  tagLastChangeEvent: call({ tag: 'base' }),
  taskFinished: call({ taskId: 1 }),
  untaggedBuilds: call({}, queryOptions()),
  winEnabled: none,
};
