import { each, named, read, readAsAdmin } from './read.mjs';

const TYPES = ['maven', 'win', 'image', 'rpm', 'nope'];

/** Packages, builds, RPMs, archives and build roots. */
export function* buildReads(data) {
  yield* packageReads(data);
  for (const build of data.builds) yield* oneBuild(build);
  yield* listings();
  for (const rpm of data.rpms) yield* oneRpm(rpm);
  for (const archive of data.archives) yield* oneArchive(archive);
  yield* archiveTypes();
  yield* buildrootReads(data);
}

function* packageReads({ packages }) {
  for (const name of [...packages, 'nope']) {
    yield* each('getPackage getPackageID getAverageBuildDuration untaggedBuilds', name);
    yield read('getPackage', name, named({ strict: true }));
    yield read('listPackages', named({ pkgID: name }));
    yield read('listBuilds', named({ packageID: name }));
    yield read('listTags', named({ package: name }));
    yield read('getAverageBuildDuration', name, 12);
    yield read('getNextRelease', { name, version: '1.0' });
  }
  yield read('listPackagesSimple', 'tiny');
  yield read('listPackages', named({ queryOpts: { limit: 5, order: 'package_id' } }));
  yield read('listPackages', named({ prefix: 'tiny' }));
  yield read('getNextRelease', { name: 'tinylib', version: '1.0' }, named({ incr: 2 }));
}

function* oneBuild(build) {
  yield* each(
    'getBuild getBuildType getBuildLogs listBuildRPMs getMavenBuild getWinBuild getImageBuild buildReferences ' +
      'getChangelogEntries findBuildID listTags',
    build,
  );
  for (const method of [
    'getBuild',
    'getBuildType',
    'getMavenBuild',
    'getWinBuild',
    'getImageBuild',
    'findBuildID',
  ]) {
    yield read(method, build, named({ strict: true }));
  }
  yield read('getChangelogEntries', named({ buildID: build }));
  yield read('getChangelogEntries', named({ buildID: build, queryOpts: { limit: 1 } }));
  yield read('listTags', named({ build, perms: false }));
  yield read('buildReferences', build, named({ limit: 1 }));
  yield read('buildReferences', build, named({ lazy: true }));
  if (typeof build !== 'number') return;
  yield read('listRPMs', named({ buildID: build }));
  yield read('listArchives', named({ buildID: build }));
  for (const type of TYPES) yield read('listArchives', named({ buildID: build, type }));
}

function* listings() {
  for (const args of [
    { userID: 2 },
    { state: 1, queryOpts: { limit: 20, order: 'build_id' } },
    ...[0, 2, 3, 4].map((state) => ({ state })),
    { prefix: 'pkg-0001', queryOpts: { countOnly: true } },
    { volumeID: 0, queryOpts: { limit: 5, order: '-build_id' } },
    { source: 'git*', queryOpts: { limit: 5, order: 'build_id' } },
    { createdAfter: '2026-01-01 00:00:00', queryOpts: { countOnly: true } },
    { createdBefore: { $double: 1.5e9 } },
    { completeAfter: { $double: 1.7e9 }, queryOpts: { limit: 5, order: 'build_id', offset: 3 } },
    { completeBefore: '2020-01-01' },
    ...TYPES.map((type) => ({ type })),
    { pattern: 'tiny*', queryOpts: { order: 'build_id' } },
    { cgID: 1 },
    { draft: true },
    { draft: false, prefix: 'tiny' },
    { taskID: 1 },
    { type: 'maven', typeInfo: { group_id: '*' } },
    { type: 'win', typeInfo: { platform: 'win*' } },
  ]) {
    yield read('listBuilds', named(args));
  }
  for (const args of [
    { queryOpts: { limit: 10, order: 'id' } },
    { arches: 'src', queryOpts: { limit: 5, order: '-id' } },
    { arches: ['noarch', 'x86_64'], queryOpts: { countOnly: true } },
    { draft: true },
    { hostID: 1 },
  ]) {
    yield read('listRPMs', named(args));
  }
  yield read('queryRPMSigs', named({ sigkey: '' }));
  yield read('queryRPMSigs');
  yield read('count', 'listTags');
  yield read('countAndFilterResults', 'listTags', named({ filterOpts: { limit: 3, order: 'name' } }));
  yield read(
    'filterResults',
    'listBuilds',
    named({ packageID: 1, filterOpts: { order: '-build_id', limit: 3 } }),
  );
  yield read('filterResults', 'listHosts', named({ filterOpts: { order: '-name' } }));
  for (const term of ['tiny*', '^tiny', 'tinylib', '*', 'a*']) {
    const match = { '^tiny': 'regexp', tinylib: 'exact' }[term] ?? 'glob';
    for (const type of 'package build tag target user host rpm maven win nope'.split(' ')) {
      yield read('search', term, type, match, named({ queryOpts: { limit: 20, order: 'id' } }));
    }
  }
  yield read('search', 'pkg-*', 'package', 'glob', { countOnly: true });
  yield read('search', '', 'package', 'glob');
  yield read('search', 'x', 'package', 'weird');
}

function* oneRpm(rpm) {
  yield* each('getRPM getRPMDeps listRPMFiles queryRPMSigs getRPMHeaders getRPMChecksums', rpm);
  yield read('getRPM', rpm, named({ strict: true }));
  yield read('getRPM', rpm, named({ multi: true }));
  yield read('getRPMFile', rpm, '/usr/bin/x');
  yield read('getRPMFile', rpm, '/usr/share/tinylib/data');
  yield read(
    'getRPMHeaders',
    named({ rpmID: rpm, headers: ['name', 'version', 'size', 'buildtime', 'nope'] }),
  );
  yield read(
    'getRPMHeaders',
    named({ rpmID: rpm, headers: ['requirename', 'filenames', 'changelogtext', 'sigmd5'] }),
  );
  yield read('getRPMChecksums', rpm, named({ cacheonly: true }));
  yield read('getRPMChecksums', rpm, named({ checksum_types: ['md5', 'sha256'], cacheonly: true }));
  yield read('listBuildroots', named({ rpmID: rpm }));
  for (const type of [0, 1, 2, 3, 4, 5, 6, 7]) yield read('getRPMDeps', rpm, type);
  yield read('getRPMDeps', rpm, named({ queryOpts: { order: 'name', limit: 3 } }));
  yield read('getRPMDeps', rpm, named({ strict: true }));
}

function* oneArchive(archive) {
  yield* each('getArchive listArchiveFiles getMavenArchive getWinArchive getImageArchive', archive);
  yield read('listArchives', named({ archiveID: archive }));
  yield read('getArchiveFile', archive, 'x');
  yield read('getArchiveFile', archive, 'x', named({ strict: true }));
  yield read('listRPMs', named({ imageID: archive }));
  yield read('listArchives', named({ imageID: archive }));
  yield read('listBuildroots', named({ archiveID: archive }));
  for (const method of [
    'getArchive',
    'listArchiveFiles',
    'getMavenArchive',
    'getWinArchive',
    'getImageArchive',
  ]) {
    yield read(method, archive, named({ strict: true }));
  }
  yield read('listArchiveFiles', archive, named({ queryOpts: { order: 'name' } }));
}

function* archiveTypes() {
  for (const name of ['x.jar', 'y.tar.gz', 'z.qcow2', 'q.zzz', 'a.pom', 'b.src.rpm', 'c.vhd.xz', 'noext']) {
    yield read('getArchiveType', name);
    yield read('getArchiveType', named({ filename: name, strict: true }));
  }
  for (const id of [1, 5, 40, 99]) yield read('getArchiveType', named({ type_id: id }));
  yield read('getArchiveType', named({ type_name: 'zip' }));
  yield read('getArchiveType');
  yield read('listBTypes', { name: 'rpm' });
  yield read('listBTypes', { id: 2 });
  yield read('listArchives', named({ type: 'maven', typeInfo: { group_id: 'org.ex' } }));
  yield read(
    'listArchives',
    named({ type: 'win', typeInfo: { relpath: 'bin', platforms: ['x86_64'], flags: ['dbg'] } }),
  );
  yield read('listArchives', named({ type: 'image', typeInfo: { arch: 'x86_64' } }));
  for (const args of [
    { size: 13 },
    { filename: 'art-1.jar' },
    { checksum: 'a1' },
    { checksum_type: 0 },
    { hostID: 1 },
  ]) {
    yield read('listArchives', named({ ...args, queryOpts: { order: 'id' } }));
  }
}

function* buildrootReads({ buildroots, tags, hosts }) {
  for (const id of [...buildroots, 99999]) {
    yield* each('getBuildroot getBuildrootListing', id);
    yield read('getBuildroot', id, true);
    yield read('listRPMs', named({ buildrootID: id }));
    yield read('listRPMs', named({ componentBuildrootID: id }));
    yield read('listArchives', named({ buildrootID: id }));
    yield read('listArchives', named({ componentBuildrootID: id }));
    yield read('listBuildroots', named({ buildrootID: id }));
  }
  for (const tag of tags) yield read('listBuildroots', named({ tagID: tag }));
  for (const host of hosts) yield read('listBuildroots', named({ hostID: host }));
  yield read('listBuildroots', named({ state: 3 }));
  yield read('listBuildroots', named({ state: [0, 1, 2], queryOpts: { order: 'id' } }));
  yield read('listBuildroots', named({ queryOpts: { countOnly: true } }));
  yield readAsAdmin('listBuildroots', named({ arch: 'x86_64', queryOpts: { order: '-id', limit: 5 } }));
}
