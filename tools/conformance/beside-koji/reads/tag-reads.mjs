import { each, named, read, readAsAdmin } from './read.mjs';

/** Tags, what is in them, targets, external repos and package lists. */
export function* tagReads({ tags, tagNames, packages, events, targets, externalRepos, packageNames }) {
  const [first] = events;
  const last = events.at(-1);
  for (const tag of [...tags, ...tagNames, 'no-such-tag', 999999]) {
    yield* each(
      'getTag getTagID getInheritanceData getFullInheritance getBuildConfig getTagGroups getTagExternalRepos ' +
        'getExternalRepoList tagFirstChangeEvent tagLastChangeEvent getRepo repo.get getLatestMavenArchives listSideTags',
      tag,
    );
    yield read('getTag', tag, named({ strict: true }));
    yield read('getTag', tag, named({ blocked: true }));
    for (const event of [first, last]) {
      yield read('getTag', tag, named({ event }));
      yield read('getBuildConfig', tag, named({ event }));
      yield read('getInheritanceData', tag, event);
      yield read('getFullInheritance', tag, event);
      yield read('getTagGroups', tag, event);
      yield read('getExternalRepoList', tag, event);
    }
    yield read('getFullInheritance', tag, named({ reverse: true }));
    yield read('getTagGroups', tag, named({ incl_blocked: true }));
    yield read('getTagGroups', tag, named({ inherit: false, incl_pkgs: false, incl_reqs: false }));
    yield read('getTagID', tag, true);
    yield read('getTagID', tag, named({ create: false, strict: true }));
    yield read('getRepo', tag, named({ dist: true }));
    yield read('getRepo', tag, named({ state: 0 }));
    yield read('repo.get', tag, named({ min_event: first }));
    yield read('tagChangedSinceEvent', events[2], [tag]);
    yield read('tagLastChangeEvent', tag, named({ inherit: false }));
    yield read('tagLastChangeEvent', tag, named({ before: events[3] }));
    yield read('tagFirstChangeEvent', tag, named({ after: events[1], inherit: false }));
    yield readAsAdmin('checkTagAccess', tag);
    yield readAsAdmin('checkTagAccess', tag, 2);
    for (const name of packages.slice(0, 4)) {
      yield read('getPackageConfig', tag, name);
      yield read('checkTagPackage', tag, name);
    }
    yield read('listTags', named({ pattern: `*${tag}*` }));
    yield* contentReads(tag, packageNames, first);
  }
  for (const queryOpts of [
    { order: '-name', limit: 5 },
    { order: 'id', offset: 3, limit: 4 },
    { countOnly: true },
  ]) {
    yield read('listTags', named({ queryOpts }));
    yield read('listPackagesSimple', named({ queryOpts: { ...queryOpts, order: 'package_name' } }));
    yield read('listExternalRepos', named({ queryOpts }));
    yield read('getBuildTargets', named({ queryOpts: { ...queryOpts, order: '-id' } }));
  }
  yield read('listTags', named({ perms: false }));
  yield read('listTags', named({ pattern: 'base*' }));
  for (const target of [...targets, 'nope', 99999]) {
    yield* each('getBuildTarget getBuildTargets', target);
    yield read('getBuildTarget', target, named({ strict: true }));
    yield read('getBuildTarget', target, named({ event: first }));
    yield read('getBuildTarget', target, named({ event: last }));
  }
  for (const tag of tags) {
    yield read('getBuildTargets', named({ buildTagID: tag }));
    yield read('getBuildTargets', named({ destTagID: tag }));
  }
  for (const repo of [...externalRepos, 'nope']) {
    yield* each('getExternalRepo listExternalRepos repo.getExternalRepoData', repo);
    yield read('getExternalRepo', repo, named({ strict: true }));
    yield read('getTagExternalRepos', named({ repo_info: repo }));
  }
  yield read('listExternalRepos', named({ url: 'http*' }));
}

function* contentReads(tag, [name], event) {
  yield* each('listTagged listTaggedRPMS listTaggedArchives getLatestBuilds', tag);
  yield read('listTagged', tag, event);
  for (const args of [
    { inherit: true, latest: true },
    { latest: 3 },
    { extra: true },
    { type: 'maven' },
    { type: 'image' },
    { type: 'win' },
    { draft: true },
    { draft: false },
    { owner: 'alice' },
    { prefix: 'tiny' },
    { package: name, inherit: true },
  ]) {
    yield read('listTagged', tag, named(args));
  }
  for (const args of [
    { latest: true },
    { rpmsigs: true, inherit: true },
    { arch: 'src' },
    { arch: ['noarch', 'x86_64'] },
    { extra: false },
    { strict: false, event },
    { draft: true },
  ]) {
    yield read('listTaggedRPMS', tag, named(args));
  }
  for (const args of [
    { type: 'maven', inherit: true },
    { type: 'image' },
    { type: 'win' },
    { latest: true },
    { extra: false },
  ]) {
    yield read('listTaggedArchives', tag, named(args));
  }
  yield read('getLatestRPMS', tag, named({ package: name }));
  yield read('getLatestRPMS', tag, named({ arch: 'src' }));
  yield read('getLatestBuilds', tag, named({ type: 'maven' }));
  yield read('getLatestMavenArchives', tag, named({ inherit: false }));
  for (const args of [
    {},
    { inherited: true, queryOpts: { limit: 50, order: 'package_name' } },
    { with_owners: false },
    { with_dups: true, inherited: true, queryOpts: { countOnly: true } },
    { with_blocked: false },
    { prefix: 'tiny' },
    { event },
  ]) {
    yield read('listPackages', named({ tagID: tag, ...args }));
  }
}
