import type { WireValue } from '@kojikit/testing/conformance';

/** One step that makes the data: a call, a password, or rows that only a real import makes. */
export type SeedStep =
  | {
      readonly as?: string;
      readonly call: string;
      readonly args?: WireValue[];
      readonly kw?: Record<string, WireValue>;
    }
  | { readonly sql: string }
  | { readonly password: string };

const admin = (call: string, args: WireValue[] = [], kw: Record<string, WireValue> = {}): SeedStep => ({
  call,
  args,
  kw,
});
const BUILDER = 'builder1.example.com';
const builder = (call: string, args: WireValue[] = [], kw: Record<string, WireValue> = {}): SeedStep => ({
  as: BUILDER,
  call,
  args,
  kw,
});
const RESULT = `<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value><string>done</string></value>\n</param>\n</params>\n</methodResponse>\n`;
const FAULT = `<?xml version='1.0'?>\n<methodResponse>\n<fault>\n<value><struct>\n<member>\n<name>faultCode</name>\n<value><int>1005</int></value>\n</member>\n<member>\n<name>faultString</name>\n<value><string>broken</string></value>\n</member>\n</struct></value>\n</fault>\n</methodResponse>\n`;

/** Makes a bit of everything. No step fails, so that every hub gives the same ids. */
export const seed: readonly SeedStep[] = [
  admin('addHost', [BUILDER, ['x86_64', 'noarch']]),
  { password: BUILDER },
  builder('exclusiveSession'),
  admin('addHostToChannel', [BUILDER, 'createrepo']),
  admin('addHost', ['builder2.example.com', ['i386']]),
  admin('createUser', ['bob']),
  admin('newGroup', ['devs']),
  admin('addGroupMember', ['devs', 'bob']),
  admin('grantPermission', ['alice', 'repo']),
  admin('grantPermission', ['devs', 'tag']),
  admin('addUserKrbPrincipal', ['bob', 'bob@EXAMPLE.COM']),

  admin('createTag', ['base'], { arches: 'x86_64 i686', extra: { 'rpm.macro.x': '1' } }),
  admin('createTag', ['child'], { parent: 'base', arches: 'x86_64' }),
  admin('createTag', ['grand'], { parent: 'child' }),
  admin('createTag', ['other'], { arches: 'x86_64', perm: 'tag' }),
  admin('createTag', ['dest'], { arches: 'x86_64' }),
  admin('createTag', ['locked'], { locked: true }),
  admin('createTag', ['mvntag'], { maven_support: true }),
  admin('setInheritanceData', [
    'grand',
    [
      {
        parent_id: 4,
        priority: 10,
        maxdepth: 1,
        intransitive: false,
        noconfig: false,
        pkg_filter: '^tiny',
      },
    ],
  ]),
  admin('createBuildTarget', ['target1', 'base', 'dest']),
  admin('createBuildTarget', ['target2', 'child', 'other']),

  admin('packageListAdd', ['base', 'tinylib', 'alice']),
  admin('packageListAdd', ['base', 'monopkg', 'kojiadmin'], { extra_arches: 'ppc64' }),
  admin('packageListAdd', ['other', 'tinylib', 'bob']),
  admin('packageListAdd', ['dest', 'tinylib', 'alice']),
  admin('packageListAdd', ['dest', 'blocked', 'alice'], { block: true }),

  // Builds 1 to 4.
  admin('createEmptyBuild', ['tinylib', '1.0', '1', null]),
  admin('createEmptyBuild', ['tinylib', '1.0', '2', null]),
  admin('createEmptyBuild', ['monopkg', '3.1', '2.el', 1]),
  admin('tagBuildBypass', ['base', 'tinylib-1.0-1']),
  admin('tagBuildBypass', ['base', 'tinylib-1.0-2']),
  admin('tagBuildBypass', ['base', 'monopkg-3.1-2.el']),
  admin('tagBuildBypass', ['dest', 'tinylib-1.0-1']),
  admin('createEmptyBuild', ['empty', '1', '1', null]),
  admin('createEmptyBuild', ['draftpkg', '1', '1', null], { draft: true }),

  admin('createMavenBuild', [
    { name: 'mvn', version: '1', release: '1', epoch: null },
    { group_id: 'org.ex', artifact_id: 'art', version: '1' },
  ]),
  admin('createWinBuild', [{ name: 'wb', version: '1', release: '1', epoch: null }, { platform: 'win7-64' }]),
  admin('createImageBuild', [{ name: 'im', version: '1', release: '1', epoch: null }]),
  admin('packageListAdd', ['base', 'mvn', 'alice']),
  admin('tagBuildBypass', ['base', 'mvn-1-1']),
  admin('grantCGAccess', ['kojiadmin', 'mycg', true]),
  admin('groupListAdd', ['base', 'build']),
  admin('groupListAdd', ['base', 'srpm-build'], { display_name: 'SRPM' }),
  admin('groupPackageListAdd', ['base', 'build', 'bash']),
  admin('groupPackageListAdd', ['base', 'build', 'make'], { block: true }),
  admin('groupReqListAdd', ['base', 'srpm-build', 'build']),

  admin('createExternalRepo', ['ext1', 'http://ext.example.com/$arch/']),
  admin('createExternalRepo', ['ext2', 'http://two.example.com/$arch/']),
  admin('addExternalRepoToTag', ['base', 'ext1', 10]),
  admin('createNotification', [2, 'tinylib', 'base', true]),
  admin('createNotification', [1, null, null, false]),
  admin('createNotificationBlock', [2, 'monopkg', null]),

  admin('makeTask', ['sleep', [5]]),
  builder('host.openTask', [1]),
  builder('host.closeTask', [1, RESULT]),
  admin('makeTask', ['sleep', [6]], { arch: 'x86_64', priority: 5 }),
  builder('host.openTask', [2]),
  builder('host.failTask', [2, FAULT]),
  admin('makeTask', ['wait', []], { label: 'parent' }),
  builder('host.openTask', [3]),
  builder('host.subtask', ['sleep', [3], 3], { label: 'a' }),
  admin('newRepo', ['base']),
  builder('host.openTask', [5]),
  builder('host.repoInit', ['base'], { task_id: 5 }),
  builder('host.newBuildRoot', [1, 'x86_64', 3]),
  builder('host.setBuildRootList', [
    1,
    [
      {
        name: 'bash',
        version: '5',
        release: '1',
        epoch: null,
        arch: 'x86_64',
        payloadhash: '0'.repeat(32),
        size: 1,
        buildtime: 1,
        external_repo: 'ext1',
        location: 'ext1',
      },
    ],
    3,
  ]),
  builder('host.setBuildRootState', [1, 1, 3]),
  {
    sql: `INSERT INTO rpminfo (id, build_id, buildroot_id, name, version, release, epoch, arch, draft, external_repo_id, payloadhash, size, buildtime, metadata_only, extra) VALUES
      (101, 1, NULL, 'tinylib', '1.0', '1', NULL, 'src', FALSE, 0, '0065', 100, 1500000000, FALSE, NULL),
      (102, 1, 1, 'tinylib', '1.0', '1', NULL, 'x86_64', FALSE, 0, '0066', 200, 1500000000, FALSE, NULL),
      (103, 1, 1, 'tinylib-doc', '1.0', '1', NULL, 'noarch', FALSE, 0, '0067', 300, 1500000000, FALSE, NULL),
      (104, 2, NULL, 'tinylib', '1.0', '2', NULL, 'src', FALSE, 0, '0068', 400, 1500000000, FALSE, '{"a": 1}'),
      (105, 2, NULL, 'tinylib', '1.0', '2', NULL, 'x86_64', FALSE, 0, '0069', 500, 1500000000, FALSE, NULL),
      (106, 3, NULL, 'monopkg', '3.1', '2.el', 1, 'src', FALSE, 0, '006a', 600, 1500000000, TRUE, NULL),
      (107, 3, NULL, 'monopkg', '3.1', '2.el', 1, 'noarch', FALSE, 0, '006b', 700, 1500000000, FALSE, NULL)`,
  },
  {
    sql: `INSERT INTO rpmsigs (rpm_id, sigkey, sighash) VALUES (102, '', 'aa'), (102, '12345678', 'bb'), (105, '', 'cc')`,
  },
  {
    sql: `INSERT INTO rpm_checksum (rpm_id, sigkey, checksum, checksum_type) VALUES (102, '12345678', 'dd', 0), (102, '12345678', 'ee', 2)`,
  },
  {
    sql: `INSERT INTO archiveinfo (id, type_id, btype_id, build_id, buildroot_id, filename, size, checksum, checksum_type, metadata_only, extra) VALUES
      (1, 1, 2, 6, NULL, 'art-1.jar', 13, 'a1', 0, FALSE, NULL),
      (2, 2, 3, 7, 1, 'thing.zip', 2, 'a2', 1, FALSE, NULL),
      (3, 4, 4, 8, NULL, 'disk.tar', 1, 'a3', 2, TRUE, '{"image": {"arch": "x86_64"}}')`,
  },
  {
    sql: `INSERT INTO maven_archives (archive_id, group_id, artifact_id, version) VALUES (1, 'org.ex', 'art', '1')`,
  },
  {
    sql: `INSERT INTO win_archives (archive_id, relpath, platforms, flags) VALUES (2, 'bin', 'x86_64', 'dbg')`,
  },
  { sql: `INSERT INTO image_archives (archive_id, arch) VALUES (3, 'x86_64')` },
  { sql: `INSERT INTO archive_rpm_components (archive_id, rpm_id) VALUES (3, 102)` },
  { sql: `INSERT INTO archive_components (archive_id, component_id) VALUES (3, 1)` },
  { sql: `INSERT INTO buildroot_listing (buildroot_id, rpm_id, is_update) VALUES (1, 105, TRUE)` },
  { sql: `INSERT INTO buildroot_archives (buildroot_id, archive_id, project_dep) VALUES (1, 1, TRUE)` },
  builder('host.setHostData', [{ maxjobs: 2 }]),
  builder('host.refuseTask', [4, true, 'soft one']),
  admin('repo.request', ['child']),
  admin('addChannel', ['spare'], { description: 'for nothing' }),
];
