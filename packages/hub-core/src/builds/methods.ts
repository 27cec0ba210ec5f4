import { doubleOrNull } from '@kojikit/protocol';
import { anyone, loggedIn, permission } from '../auth/access.js';
import { queryOptions } from '../query/readers/query-options.js';
import {
  buildIdRef,
  buildRef,
  castInteger,
  comparedInteger,
  filter,
  flag,
  nameOrId,
  nilOr,
  pattern,
  prefix,
  time,
  truth,
  unlessEmpty,
  userRef,
  wireValue,
} from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { averageBuildDuration } from './average-duration.js';
import { buildLogs } from './build-logs.js';
import { buildReferences } from './build-references.js';
import { cancelOwnBuild } from './cancel-build.js';
import { deleteBuild } from './delete-build.js';
import { setBuildOwner, setBuildTimestamp } from './edit-build.js';
import { findBuild, findBuildId, getBuild } from './find-build.js';
import { listBuilds } from './list-builds.js';
import { newBuild } from './new-build.js';
import { nextRelease } from './next-release.js';
import { completionTime } from './readers/completion-time.js';
import { newOwner, packageName, versionText } from './readers/new-build.js';
import { increment, releasedVersion } from './readers/next-release.js';
import { referenceLimit } from './readers/reference-limit.js';
import { taskFilter } from './readers/task-filter.js';
import { typeInfo } from './readers/type-info.js';
import { resetBuild } from './reset-build.js';

/** A text of a time may mean another one at each call: `yesterday`. */
const TIMES = [
  'createdBefore',
  'createdAfter',
  'completeBefore',
  'completeAfter',
  'promotedBefore',
  'promotedAfter',
] as const;

export const buildsMethods: Method[] = [
  method('getBuild', {
    params: { buildInfo: buildRef, strict: flag(false) },
    access: anyone,
    doc: 'The build of this id, name-version-release or struct with the three. Without one: nil, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { buildInfo, strict }) => (await findBuild(ctx, buildInfo, { strict })) ?? null,
  }),
  method('findBuildID', {
    params: { X: buildIdRef, strict: flag(false) },
    access: anyone,
    doc: 'The id of a name-version-release. An id is answered as it is.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { X, strict }) =>
      typeof X === 'boolean' ? X : ((await findBuildId(ctx, X, { strict })) ?? null),
  }),
  method('listBuilds', {
    params: {
      packageID: optional(nameOrId),
      userID: optional(userRef),
      taskID: filter(taskFilter),
      prefix: optional(unlessEmpty(prefix)),
      state: filter(comparedInteger),
      volumeID: filter(comparedInteger),
      source: optional(pattern),
      createdBefore: optional(unlessEmpty(time)),
      createdAfter: optional(unlessEmpty(time)),
      completeBefore: optional(unlessEmpty(time)),
      completeAfter: optional(unlessEmpty(time)),
      type: optional(nameOrId),
      typeInfo: optional(typeInfo),
      queryOpts: optional(queryOptions),
      pattern: optional(unlessEmpty(pattern)),
      cgID: optional(unlessEmpty(nameOrId)),
      draft: optional(truth),
      promotedBefore: optional(unlessEmpty(time)),
      promotedAfter: optional(unlessEmpty(time)),
      promoter: optional(userRef),
    },
    access: anyone,
    doc: 'The builds that meet all filters: package, owner, task, times, state, type and so on.',
    keepable: (asked) => TIMES.every((name) => (asked[name] ?? null) === null),
    looksUp: true,
    handler: (ctx, { queryOpts, ...filter }) => listBuilds(ctx, filter, queryOpts),
  }),
  method('createEmptyBuild', {
    params: {
      name: packageName,
      version: versionText,
      release: versionText,
      epoch: wireValue,
      owner: optional(newOwner),
      draft: flag(false),
    },
    access: permission('admin'),
    doc: 'Makes a complete build without contents, and its package if that is new. Returns the id.',
    handler: (ctx, { owner, ...build }) => newBuild(ctx, owner === null ? build : { ...build, owner }),
  }),
  method('cancelBuild', {
    params: { buildID: buildRef, strict: flag(false) },
    access: loggedIn,
    doc: 'Cancels a build in progress and its task. Its owner and admins may. Returns whether it was cancelled.',
    handler: (ctx, { buildID, strict }) => cancelOwnBuild(ctx, buildID, { strict }),
  }),
  method('resetBuild', {
    params: { build: buildRef },
    access: permission('admin'),
    doc: 'Empties a build so that it can be imported anew: rpms, archives, tags and files go. Cannot be undone.',
    handler: async (ctx, { build }) => {
      await resetBuild(ctx, build);
      return null;
    },
  }),
  method('deleteBuild', {
    params: { build: buildRef, strict: flag(true), min_ref_age: optional(castInteger, 604800) },
    access: permission('admin'),
    doc: 'Deletes a build that nothing uses. Its name-version-release stays taken.',
    handler: async (ctx, { build, strict, min_ref_age: age }) =>
      (await deleteBuild(ctx, build, { strict, minimumAge: age })) ?? null,
  }),
  method('setBuildOwner', {
    params: { build: buildRef, user: nilOr(userRef) },
    access: permission('admin'),
    doc: 'Gives a build another owner.',
    handler: async (ctx, { build, user }) => {
      await setBuildOwner(ctx, build, user);
      return null;
    },
  }),
  method('setBuildTimestamp', {
    params: { build: buildRef, ts: completionTime },
    access: permission('admin'),
    doc: 'Sets when a build was completed, in seconds since 1970 or as a date in UTC.',
    handler: async (ctx, { build, ts }) => {
      await setBuildTimestamp(ctx, build, ts);
      return null;
    },
  }),
  method('getNextRelease', {
    params: { build_info: releasedVersion, incr: optional(increment, 1) },
    access: anyone,
    doc: 'The release that follows the last build of a name and version.',
    looksUp: true,
    handler: (ctx, { build_info: build, incr }) => nextRelease(ctx, build, incr),
  }),
  method('getAverageBuildDuration', {
    params: { package: nameOrId, age: optional(castInteger) },
    access: anyone,
    doc: 'How many seconds builds of a package took on average, in so many months or ever. Nil when there is none.',
    looksUp: true,
    handler: async (ctx, { package: info, age }) =>
      doubleOrNull((await averageBuildDuration(ctx, info, age)) ?? null),
  }),
  method('getBuildLogs', {
    params: { build: buildRef },
    access: anyone,
    doc: "The log files of a complete build. Those of a build in progress are its tasks' output.",
    handler: (ctx, { build }) => buildLogs(ctx, build),
  }),
  method('buildReferences', {
    params: { build: buildRef, limit: optional(referenceLimit), lazy: flag(false) },
    access: anyone,
    doc: 'What uses a build: tags, buildroots, archives. With lazy it stops at the first kind that does.',
    handler: async (ctx, { build, limit, lazy }) =>
      buildReferences(ctx, (await getBuild(ctx, build)).id, { limit, lazy }),
  }),
];
