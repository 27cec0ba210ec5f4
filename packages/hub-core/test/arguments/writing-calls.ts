import type { WireValue } from '@kojikit/testing/conformance';
import type { Arguments, BaseCall, Call } from './base-calls.js';

type Numbered<Value> = (number: number) => Value;

const each = (args: Numbered<Arguments>, more: Omit<BaseCall, 'args'> = {}): BaseCall => ({ args, ...more });
const options = (names: readonly string[], args: Numbered<Arguments>): BaseCall['vary'] =>
  Object.fromEntries(
    names.map((name) => [name, (value: WireValue, number: number) => ({ ...args(number), [name]: value })]),
  );
const tag =
  (prefix: string): Numbered<readonly Call[]> =>
  (n) => [['createTag', { name: `${prefix}${n}` }]];
const build =
  (prefix: string): Numbered<readonly Call[]> =>
  (n) => [['createEmptyBuild', { name: `${prefix}${n}`, version: '1', release: '1', epoch: null }]];
const taggable =
  (prefix: string): Numbered<readonly Call[]> =>
  (n) => [
    ['createEmptyBuild', { name: `${prefix}${n}`, version: '1', release: '1', epoch: null }],
    ['packageListAdd', { taginfo: 'other', pkginfo: `${prefix}${n}`, owner: 'alice' }],
  ];
const member = (
  argument: string,
  names: readonly string[],
  args: Numbered<Arguments>,
  inside: Arguments = {},
) =>
  Object.fromEntries(
    names.map((name) => [
      `${argument}.${name}`,
      (value: WireValue, n: number): Arguments => ({ ...args(n), [argument]: { ...inside, [name]: value } }),
    ]),
  );

const GROUP_OPTIONS = [
  'display_name',
  'is_default',
  'uservisible',
  'description',
  'langonly',
  'biarchonly',
  'exported',
];
const snapshot: Omit<BaseCall, 'args'> = {
  before: tag('sm'),
  after: (n) => ['getTag', { tagInfo: `sm${n}` }],
};

/** Calls that write. Each makes what it works on, so that one call does not change what the next one says. */
export const writingCalls: Readonly<Record<string, BaseCall>> = {
  addArchiveType: each((n) => ({ name: `at${n}`, description: 'x', extensions: `at${n}` })),
  addBType: each((n) => ({ name: `bt${n}` })),
  addChannel: each((n) => ({ channel_name: `ch${n}` }), {
    after: (n) => ['getChannel', { channelInfo: `ch${n}` }],
  }),
  addExternalRepoToTag: each((n) => ({ tag_info: `er${n}`, repo_info: 'ext1', priority: 5 }), {
    before: tag('er'),
    after: (n) => ['getTagExternalRepos', { tag_info: `er${n}` }],
  }),
  addGroupMember: each((n) => ({ group: `gm${n}`, user: 'alice' }), {
    before: (n) => [['newGroup', { name: `gm${n}` }]],
    after: (n) => ['getGroupMembers', { group: `gm${n}` }],
  }),
  addHost: each((n) => ({ hostname: `host${n}`, arches: ['x86_64'] }), {
    after: (n) => ['getHost', { hostInfo: `host${n}` }],
  }),
  addHostToChannel: each((n) => ({ hostname: `hc${n}`, channel_name: 'spare' }), {
    before: (n) => [['addHost', { hostname: `hc${n}`, arches: ['i386'] }]],
    after: () => ['listHosts', { channelID: 'spare' }],
  }),
  addUserKrbPrincipal: each((n) => ({ user: 'alice', krb_principal: `p${n}@EXAMPLE.COM` })),
  addVolume: each((n) => ({ name: `vol${n}` })),
  applyVolumePolicy: each(() => ({ build: 'tinylib-1.0-1' })),
  assignTask: each((n) => ({ task_id: 4, host: 'builder2.example.com', force: n % 2 === 0 })),
  build: each((n) => ({ src: `git://x/y${n}#1`, target: 'target1' }), {
    vary: {
      ...member('opts', ['scratch', 'repo_id', 'skip_tag', 'arch_override', 'draft', 'unknown'], (n) => ({
        src: `git://x/y${n}#1`,
        target: 'target1',
      })),
    },
  }),
  cancelBuild: each((n) => ({ buildID: `cb${n}-1-1` }), { before: build('cb') }),
  cancelTask: each(() => ({ task_id: 1 })),
  cancelTaskChildren: each(() => ({ task_id: 1 })),
  cancelTaskFull: each(() => ({ task_id: 1 })),
  changeBuildVolume: each(() => ({ build: 'tinylib-1.0-1', volume: 'DEFAULT', strict: false })),
  createBuildTarget: each((n) => ({ name: `ct${n}`, build_tag: 'base', dest_tag: 'dest' }), {
    after: (n) => ['getBuildTarget', { info: `ct${n}` }],
  }),
  createEmptyBuild: each((n) => ({ name: `ce${n}`, version: '1', release: '1', epoch: null }), {
    after: (n) => ['getBuild', { buildInfo: `ce${n}-1-1` }],
  }),
  createExternalRepo: each((n) => ({ name: `ext-c${n}`, url: `http://c${n}.example.com/` }), {
    after: (n) => ['getExternalRepo', { info: `ext-c${n}` }],
  }),
  createImageBuild: each((n) => ({ build_info: `ci${n}-1-1` }), { before: build('ci') }),
  createMavenBuild: each(
    (n) => ({ build_info: `cm${n}-1-1`, maven_info: { group_id: 'g', artifact_id: 'a', version: '1' } }),
    {
      before: build('cm'),
      vary: member('maven_info', ['group_id', 'version'], (n) => ({ build_info: `cm${n}-1-1` }), {
        group_id: 'g',
        artifact_id: 'a',
        version: '1',
      }),
      after: (n) => ['getMavenBuild', { buildInfo: `cm${n}-1-1` }],
    },
  ),
  createWinBuild: each((n) => ({ build_info: `cw${n}-1-1`, win_info: { platform: 'p' } }), {
    before: build('cw'),
    vary: member('win_info', ['platform'], (n) => ({ build_info: `cw${n}-1-1` })),
    after: (n) => ['getWinBuild', { buildInfo: `cw${n}-1-1` }],
  }),
  createNotification: each(
    (n) => ({ user_id: `nu${n}`, package_id: null, tag_id: null, success_only: true }),
    {
      before: (n) => [['createUser', { username: `nu${n}` }]],
      after: (n) => ['getBuildNotifications', { userID: `nu${n}` }],
    },
  ),
  createNotificationBlock: each((n) => ({ user_id: `nb${n}` }), {
    before: (n) => [['createUser', { username: `nb${n}` }]],
    after: (n) => ['getBuildNotificationBlocks', { userID: `nb${n}` }],
  }),
  createTag: each((n) => ({ name: `tag${n}` }), {
    vary: {
      'extra.x': (value, n) => ({ name: `tag${n}`, extra: { x: value } }),
    },
    after: (n) => ['getBuildConfig', { tag: `tag${n}` }],
  }),
  createUser: each((n) => ({ username: `user${n}` }), {
    after: (n) => ['getUser', { userInfo: `user${n}` }],
  }),
  deleteBuild: each((n) => ({ build: `db${n}-1-1` }), { before: build('db') }),
  deleteBuildTarget: each((n) => ({ buildTargetInfo: `dt${n}` }), {
    before: (n) => [['createBuildTarget', { name: `dt${n}`, build_tag: 'base', dest_tag: 'dest' }]],
  }),
  deleteExternalRepo: each((n) => ({ info: `ext-d${n}` }), {
    before: (n) => [['createExternalRepo', { name: `ext-d${n}`, url: `http://d${n}.example.com/` }]],
  }),
  deleteNotification: each(() => ({ id: 999 })),
  deleteNotificationBlock: each(() => ({ id: 999 })),
  deleteRPMSig: each(() => ({ rpminfo: 'tinylib-1.0-1.x86_64', sigkey: 'nosuch' })),
  deleteTag: each((n) => ({ tagInfo: `dg${n}` }), { before: tag('dg') }),
  disableChannel: each(() => ({ channelname: 'spare' }), {
    after: () => ['getChannel', { channelInfo: 'spare' }],
  }),
  enableChannel: each(() => ({ channelname: 'spare' }), {
    after: () => ['getChannel', { channelInfo: 'spare' }],
  }),
  disableHost: each(() => ({ hostname: 'builder2.example.com' })),
  enableHost: each(() => ({ hostname: 'builder2.example.com' })),
  disableUser: each((n) => ({ username: `du${n}` }), {
    before: (n) => [['createUser', { username: `du${n}` }]],
  }),
  enableUser: each((n) => ({ username: `eu${n}` }), {
    before: (n) => [['createUser', { username: `eu${n}` }]],
  }),
  distRepo: each(() => ({ tag: 'dest', keys: [] }), {
    vary: { 'keys[0]': (value) => ({ tag: 'dest', keys: [value] }) },
  }),
  dropGroupMember: each((n) => ({ group: `dm${n}`, user: 'alice' }), {
    before: (n) => [
      ['newGroup', { name: `dm${n}` }],
      ['addGroupMember', { group: `dm${n}`, user: 'alice' }],
    ],
  }),
  editBuildTarget: each(
    (n) => ({ buildTargetInfo: `et${n}`, name: `et${n}`, build_tag: 'base', dest_tag: 'other' }),
    {
      before: (n) => [['createBuildTarget', { name: `et${n}`, build_tag: 'base', dest_tag: 'dest' }]],
      after: (n) => ['getBuildTarget', { info: `et${n}` }],
    },
  ),
  editChannel: each((n) => ({ channelInfo: `ec${n}`, comment: 'x' }), {
    before: (n) => [['addChannel', { channel_name: `ec${n}` }]],
    vary: options(['name', 'description', 'comment', 'unknown'], (n) => ({ channelInfo: `ec${n}` })),
    after: (n) => ['getChannel', { channelInfo: `ec${n}` }],
  }),
  editExternalRepo: each((n) => ({ info: `ext-e${n}`, url: 'http://new.example.com/' }), {
    before: (n) => [['createExternalRepo', { name: `ext-e${n}`, url: `http://e${n}.example.com/` }]],
    after: (n) => ['getExternalRepo', { info: `ext-e${n}` }],
  }),
  editHost: each((n) => ({ hostInfo: `eh${n}`, comment: 'x' }), {
    before: (n) => [['addHost', { hostname: `eh${n}`, arches: ['i386'] }]],
    vary: options(['arches', 'capacity', 'description', 'comment', 'unknown'], (n) => ({
      hostInfo: `eh${n}`,
    })),
    after: (n) => ['getHost', { hostInfo: `eh${n}` }],
  }),
  editPermission: each(() => ({ permission: 'tag', description: 'x' })),
  editTag: each(
    (n) => ({ tagInfo: `eg${n}`, name: `eg${n}`, arches: 'x86_64', locked: false, permissionID: null }),
    {
      before: tag('eg'),
      after: (n) => ['getTag', { tagInfo: `eg${n}` }],
    },
  ),
  editTag2: each((n) => ({ tagInfo: `e2${n}`, arches: 'x86_64' }), {
    before: tag('e2'),
    vary: {
      ...options(
        [
          'name',
          'arches',
          'locked',
          'perm',
          'perm_id',
          'maven_support',
          'maven_include_all',
          'extra',
          'remove_extra',
          'block_extra',
          'unknown',
        ],
        (n) => ({ tagInfo: `e2${n}` }),
      ),
      'extra.x': (value, n) => ({ tagInfo: `e2${n}`, extra: { x: value } }),
      'remove_extra[0]': (value, n) => ({ tagInfo: `e2${n}`, remove_extra: [value] }),
      'block_extra[0]': (value, n) => ({ tagInfo: `e2${n}`, block_extra: [value] }),
    },
    after: (n) => ['getTag', { tagInfo: `e2${n}` }],
  }),
  editTagExternalRepo: each((n) => ({ tag_info: `ee${n}`, repo_info: 'ext1', priority: 7 }), {
    before: (n) => [
      ['createTag', { name: `ee${n}` }],
      ['addExternalRepoToTag', { tag_info: `ee${n}`, repo_info: 'ext1', priority: 5 }],
    ],
    after: (n) => ['getTagExternalRepos', { tag_info: `ee${n}` }],
  }),
  editUser: each((n) => ({ userInfo: `ed${n}`, name: `ed${n}x` }), {
    before: (n) => [['createUser', { username: `ed${n}` }]],
    vary: {
      'krb_principal_mappings[0]': (value, n) => ({ userInfo: `ed${n}`, krb_principal_mappings: [value] }),
      'krb_principal_mappings[0].new': (value, n) => ({
        userInfo: `ed${n}`,
        krb_principal_mappings: [{ old: null, new: value }],
      }),
    },
  }),
  freeTask: each(() => ({ task_id: 1 })),
  grantCGAccess: each((n) => ({ user: `gc${n}`, cg: 'mycg' }), {
    before: (n) => [['createUser', { username: `gc${n}` }]],
  }),
  grantPermission: each((n) => ({ userinfo: `gp${n}`, permission: 'tag' }), {
    before: (n) => [['createUser', { username: `gp${n}` }]],
    after: (n) => ['getUserPerms', { userID: `gp${n}` }],
  }),
  groupListAdd: each((n) => ({ taginfo: 'dest', grpinfo: `gl${n}` }), {
    vary: options([...GROUP_OPTIONS, 'unknown'], (n) => ({ taginfo: 'dest', grpinfo: `gl${n}` })),
    after: () => ['getTagGroups', { tag: 'dest' }],
  }),
  groupListBlock: each(() => ({ taginfo: 'child', grpinfo: 'build' })),
  groupListUnblock: each(() => ({ taginfo: 'child', grpinfo: 'build' })),
  groupListRemove: each((n) => ({ taginfo: 'child', grpinfo: `gr${n}` }), {
    before: (n) => [['groupListAdd', { taginfo: 'child', grpinfo: `gr${n}` }]],
  }),
  groupPackageListAdd: each((n) => ({ taginfo: 'base', grpinfo: 'build', pkg_name: `pk${n}` }), {
    vary: options(['type', 'basearchonly', 'requires', 'unknown'], (n) => ({
      taginfo: 'base',
      grpinfo: 'build',
      pkg_name: `pk${n}`,
    })),
    after: () => ['getTagGroups', { tag: 'base' }],
  }),
  groupPackageListBlock: each((n) => ({ taginfo: 'base', grpinfo: 'build', pkg_name: `pb${n}` })),
  groupPackageListRemove: each((n) => ({ taginfo: 'base', grpinfo: 'build', pkg_name: `pr${n}` }), {
    before: (n) => [['groupPackageListAdd', { taginfo: 'base', grpinfo: 'build', pkg_name: `pr${n}` }]],
  }),
  groupPackageListUnblock: each(() => ({ taginfo: 'base', grpinfo: 'build', pkg_name: 'bash' })),
  groupReqListAdd: each((n) => ({ taginfo: `rq${n}`, grpinfo: 'a', reqinfo: 'b' }), {
    before: (n) => [
      ['createTag', { name: `rq${n}` }],
      ['groupListAdd', { taginfo: `rq${n}`, grpinfo: 'a' }],
      ['groupListAdd', { taginfo: `rq${n}`, grpinfo: 'b' }],
    ],
    vary: options(['type', 'is_metapkg', 'unknown'], (n) => ({
      taginfo: `rq${n}`,
      grpinfo: 'a',
      reqinfo: 'b',
    })),
    after: (n) => ['getTagGroups', { tag: `rq${n}` }],
  }),
  groupReqListBlock: each(() => ({ taginfo: 'base', grpinfo: 'srpm-build', reqinfo: 'build' })),
  groupReqListUnblock: each(() => ({ taginfo: 'base', grpinfo: 'srpm-build', reqinfo: 'build' })),
  groupReqListRemove: each(() => ({ taginfo: 'base', grpinfo: 'srpm-build', reqinfo: 'build' })),
  makeTask: each((n) => ({ method: 'sleep', arglist: [n] }), {
    vary: options(
      ['method', 'arglist', 'priority', 'channel', 'arch', 'label', 'owner', 'parent', 'assign', 'unknown'],
      (n) => ({
        method: 'sleep',
        arglist: [n],
      }),
    ),
  }),
  massTag: each((n) => ({ tag: 'other', builds: [`mt${n}-1-1`] }), {
    before: build('mt'),
    vary: { 'builds[1]': (value, n) => ({ tag: 'other', builds: [`mt${n}-1-1`, value] }) },
  }),
  moveAllBuilds: each(() => ({ tag1: 'child', tag2: 'other', package: 'tinylib' })),
  moveBuild: each(() => ({ tag1: 'child', tag2: 'other', build: 'tinylib-1.0-1' })),
  newGroup: each((n) => ({ name: `ng${n}` })),
  newRepo: each(() => ({ tag: 'child' })),
  packageListAdd: each((n) => ({ taginfo: 'dest', pkginfo: `pl${n}`, owner: 'alice' }), {
    after: (n) => ['getPackageConfig', { tag: 'dest', pkg: `pl${n}` }],
  }),
  packageListBlock: each(() => ({ taginfo: 'dest', pkginfo: 'tinylib' })),
  packageListUnblock: each(() => ({ taginfo: 'dest', pkginfo: 'tinylib' })),
  packageListRemove: each((n) => ({ taginfo: 'dest', pkginfo: `px${n}` }), {
    before: (n) => [['packageListAdd', { taginfo: 'dest', pkginfo: `px${n}`, owner: 'alice' }]],
  }),
  packageListSetArches: each(() => ({ taginfo: 'dest', pkginfo: 'tinylib', arches: 'x86_64' }), {
    after: () => ['getPackageConfig', { tag: 'dest', pkg: 'tinylib' }],
  }),
  packageListSetOwner: each(() => ({ taginfo: 'dest', pkginfo: 'tinylib', owner: 'bob' }), {
    after: () => ['getPackageConfig', { tag: 'dest', pkg: 'tinylib' }],
  }),
  promoteBuild: each(() => ({ build: 'tinylib-1.0-1' })),
  removeExternalRepoFromTag: each((n) => ({ tag_info: `re${n}`, repo_info: 'ext1' }), {
    before: (n) => [
      ['createTag', { name: `re${n}` }],
      ['addExternalRepoToTag', { tag_info: `re${n}`, repo_info: 'ext1', priority: 5 }],
    ],
  }),
  removeHostFromChannel: each((n) => ({ hostname: `rh${n}`, channel_name: 'default' }), {
    before: (n) => [['addHost', { hostname: `rh${n}`, arches: ['i386'] }]],
  }),
  removeUserKrbPrincipal: each((n) => ({ user: 'alice', krb_principal: `rp${n}@EXAMPLE.COM` }), {
    before: (n) => [['addUserKrbPrincipal', { user: 'alice', krb_principal: `rp${n}@EXAMPLE.COM` }]],
  }),
  removeVolume: each(() => ({ volume: 'nosuch' })),
  renameChannel: each((n) => ({ old: `rc${n}`, new: `rc${n}x` }), {
    before: (n) => [['addChannel', { channel_name: `rc${n}` }]],
  }),
  'repo.request': each(() => ({ tag: 'child' }), {
    vary: member('opts', ['src', 'debuginfo', 'unknown'], () => ({ tag: 'child' })),
  }),
  'repo.setExternalRepoData': each(() => ({ external_repo_id: 1, data: { a: 1 } })),
  'repo.setRequestPriority': each(() => ({ req_id: 1, priority: 3 })),
  'repo.setState': each(() => ({ repo_id: 1, state: 0 }), { after: () => ['repoInfo', { repo_id: 1 }] }),
  repoDelete: each(() => ({ repo_id: 999 })),
  repoExpire: each(() => ({ repo_id: 999 })),
  repoProblem: each(() => ({ repo_id: 999 })),
  resetBuild: each((n) => ({ build: `rb${n}-1-1` }), { before: build('rb') }),
  restartHosts: each((n) => ({ priority: n % 19 }), {
    vary: { ...member('options', ['channel', 'arches', 'timeout', 'unknown'], () => ({})) },
  }),
  resubmitTask: each(() => ({ taskID: 1 })),
  revokeCGAccess: each((n) => ({ user: `rg${n}`, cg: 'mycg' }), {
    before: (n) => [
      ['createUser', { username: `rg${n}` }],
      ['grantCGAccess', { user: `rg${n}`, cg: 'mycg' }],
    ],
  }),
  revokePermission: each((n) => ({ userinfo: `rv${n}`, permission: 'tag' }), {
    before: (n) => [
      ['createUser', { username: `rv${n}` }],
      ['grantPermission', { userinfo: `rv${n}`, permission: 'tag' }],
    ],
  }),
  setBuildOwner: each((n) => ({ build: `sb${n}-1-1`, user: 'bob' }), {
    before: build('sb'),
    after: (n) => ['getBuild', { buildInfo: `sb${n}-1-1` }],
  }),
  setBuildTimestamp: each((n) => ({ build: `st${n}-1-1`, ts: 1500000000 }), {
    before: build('st'),
    after: (n) => ['getBuild', { buildInfo: `st${n}-1-1` }],
  }),
  setInheritanceData: each((n) => ({ tag: `si${n}`, data: [] }), {
    before: tag('si'),
    vary: {
      'data[0]': (value, n) => ({ tag: `si${n}`, data: [value] }),
      ...Object.fromEntries(
        ['parent_id', 'priority', 'maxdepth', 'intransitive', 'noconfig', 'pkg_filter'].map((name) => [
          `data[0].${name}`,
          (value: WireValue, n: number): Arguments => ({
            tag: `si${n}`,
            data: [
              {
                parent_id: 1,
                priority: 10,
                maxdepth: null,
                intransitive: false,
                noconfig: false,
                pkg_filter: '',
                [name]: value,
              },
            ],
          }),
        ]),
      ),
    },
    after: (n) => ['getInheritanceData', { tag: `si${n}` }],
  }),
  setTaskPriority: each(() => ({ task_id: 4, priority: 11 }), {
    after: () => ['getTaskInfo', { task_id: 4 }],
  }),
  snapshotTag: each((n) => ({ src: 'base', dst: `sn${n}` }), {
    vary: {
      'config to a tag that is there': (value, n) => ({
        src: 'base',
        dst: `sn${n}`,
        config: value,
        force: true,
      }),
    },
    after: (n) => ['getTag', { tagInfo: `sn${n}` }],
  }),
  snapshotTagModify: each((n) => ({ src: 'dest', dst: `sm${n}` }), snapshot),
  tagBuild: each((n) => ({ tag: 'other', build: `tb${n}-1-1` }), { before: taggable('tb') }),
  tagBuildBypass: each((n) => ({ tag: 'other', build: `ty${n}-1-1` }), { before: taggable('ty') }),
  untagBuild: each((n) => ({ tag: 'other', build: `ub${n}-1-1` }), {
    before: (n) => [...taggable('ub')(n), ['tagBuildBypass', { tag: 'other', build: `ub${n}-1-1` }]],
  }),
  untagBuildBypass: each((n) => ({ tag: 'other', build: `uy${n}-1-1` }), {
    before: (n) => [...taggable('uy')(n), ['tagBuildBypass', { tag: 'other', build: `uy${n}-1-1` }]],
  }),
  updateNotification: each(() => ({ id: 1, package_id: 'tinylib', tag_id: 'base', success_only: false }), {
    after: () => ['getBuildNotification', { id: 1 }],
  }),
  writeSignedRPM: each(() => ({ an_rpm: 'tinylib-1.0-1.x86_64', sigkey: 'nosuch' })),
};
