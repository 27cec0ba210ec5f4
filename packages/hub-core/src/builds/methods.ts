import { doubleOrNull } from '@kojikit/protocol';
import { anyone, loggedIn, permission } from '../auth/access.js';
import { castInteger, isTrue } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
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
import { resetBuild } from './reset-build.js';

export const buildsMethods: Method[] = [
  method('getBuild', {
    params: [required('buildInfo'), optional('strict', false)],
    access: anyone,
    doc: 'The build of this id, name-version-release or struct with the three. Without one: nil, or a fault if strict.',
    handler: async (ctx, { buildInfo, strict }) =>
      (await findBuild(ctx, buildInfo, { strict: isTrue(strict) })) ?? null,
  }),
  method('findBuildID', {
    params: [required('X'), optional('strict', false)],
    access: anyone,
    doc: 'The id of a name-version-release. An id is answered as it is.',
    handler: async (ctx, { X, strict }) => (await findBuildId(ctx, X, { strict: isTrue(strict) })) ?? null,
  }),
  method('listBuilds', {
    params: [
      optional('packageID'),
      optional('userID'),
      optional('taskID'),
      optional('prefix'),
      optional('state'),
      optional('volumeID'),
      optional('source'),
      optional('createdBefore'),
      optional('createdAfter'),
      optional('completeBefore'),
      optional('completeAfter'),
      optional('type'),
      optional('typeInfo'),
      optional('queryOpts'),
      optional('pattern'),
      optional('cgID'),
      optional('draft'),
      optional('promotedBefore'),
      optional('promotedAfter'),
      optional('promoter'),
    ],
    access: anyone,
    doc: 'The builds that meet all filters: package, owner, task, times, state, type and so on.',
    handler: (ctx, { queryOpts, ...filter }) => listBuilds(ctx, filter, queryOpts),
  }),
  method('createEmptyBuild', {
    params: [
      required('name'),
      required('version'),
      required('release'),
      required('epoch'),
      optional('owner'),
      optional('draft', false),
    ],
    access: permission('admin'),
    doc: 'Makes a complete build without contents, and its package if that is new. Answers the id.',
    handler: (ctx, { owner, ...build }) => newBuild(ctx, owner === null ? build : { ...build, owner }),
  }),
  method('cancelBuild', {
    params: [required('buildID'), optional('strict', false)],
    access: loggedIn,
    doc: 'Cancels a build in progress and its task. Its owner and admins may. Answers whether it was cancelled.',
    handler: (ctx, { buildID, strict }) => cancelOwnBuild(ctx, buildID, { strict: isTrue(strict) }),
  }),
  method('resetBuild', {
    params: [required('build')],
    access: permission('admin'),
    doc: 'Empties a build so that it can be imported anew: rpms, archives, tags and files go. Cannot be undone.',
    handler: async (ctx, { build }) => {
      await resetBuild(ctx, build);
      return null;
    },
  }),
  method('deleteBuild', {
    params: [required('build'), optional('strict', true), optional('min_ref_age', 604800)],
    access: permission('admin'),
    doc: 'Deletes a build that nothing uses. Its name-version-release stays taken.',
    handler: async (ctx, { build, strict, min_ref_age: age }) =>
      (await deleteBuild(ctx, build, { strict: isTrue(strict), minimumAge: castInteger(age) })) ?? null,
  }),
  method('setBuildOwner', {
    params: [required('build'), required('user')],
    access: permission('admin'),
    doc: 'Gives a build another owner.',
    handler: async (ctx, { build, user }) => {
      await setBuildOwner(ctx, build, user);
      return null;
    },
  }),
  method('setBuildTimestamp', {
    params: [required('build'), required('ts')],
    access: permission('admin'),
    doc: 'Sets when a build was completed, in seconds since 1970 or as a date in UTC.',
    handler: async (ctx, { build, ts }) => {
      await setBuildTimestamp(ctx, build, ts);
      return null;
    },
  }),
  method('getNextRelease', {
    params: [required('build_info'), optional('incr', 1)],
    access: anyone,
    doc: 'The release that follows the last build of a name and version.',
    handler: (ctx, { build_info: build, incr }) => nextRelease(ctx, build, incr),
  }),
  method('getAverageBuildDuration', {
    params: [required('package'), optional('age')],
    access: anyone,
    doc: 'How many seconds builds of a package took on average, in so many months or ever. Nil when there is none.',
    handler: async (ctx, { package: info, age }) =>
      doubleOrNull((await averageBuildDuration(ctx, info, age)) ?? null),
  }),
  method('getBuildLogs', {
    params: [required('build')],
    access: anyone,
    doc: "The log files of a complete build. Those of a build in progress are its tasks' output.",
    handler: (ctx, { build }) => buildLogs(ctx, build),
  }),
  method('buildReferences', {
    params: [required('build'), optional('limit'), optional('lazy', false)],
    access: anyone,
    doc: 'What uses a build: tags, buildroots, archives. With lazy it stops at the first kind that does.',
    handler: async (ctx, { build, limit, lazy }) =>
      buildReferences(ctx, (await getBuild(ctx, build)).id, { limit, lazy: isTrue(lazy) }),
  }),
];
