import { anyone, loggedIn, permission } from '../auth/access.js';
import { isTrue } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { tagAtOnce, tagMany, untagAtOnce, untagWithMail } from './bypass-tagging.js';
import { modifySnapshot } from './modify-snapshot.js';
import { promoteBuild } from './promote-build.js';
import { requestMoveOfAll, requestTagging } from './request-tagging.js';
import { snapshotTag, type SnapshotOptions } from './snapshot-tag.js';

const done = async (work: Promise<void>): Promise<null> => {
  await work;
  return null;
};

const snapshot = [
  required('src'),
  required('dst'),
  optional('config', true),
  optional('pkgs', true),
  optional('builds', true),
  optional('groups', true),
  optional('latest_only', true),
  optional('inherit_builds', true),
  optional('event'),
  optional('force', false),
] as const;

export const taggingMethods: Method[] = [
  method('tagBuild', {
    params: [required('tag'), required('build'), optional('force', false), optional('fromtag')],
    access: loggedIn,
    doc: 'Asks for a build to be tagged, or moved from another tag, and answers the id of the task that does it.',
    handler: (ctx, { tag, build, force, fromtag }) =>
      requestTagging(ctx, { tag, build, force, fromTag: fromtag }),
  }),
  method('moveBuild', {
    params: [required('tag1'), required('tag2'), required('build'), optional('force', false)],
    access: loggedIn,
    doc: 'Asks for a build to be moved from one tag to another, and answers the id of the task that does it.',
    handler: (ctx, { tag1, tag2, build, force }) =>
      requestTagging(ctx, { tag: tag2, build, force, fromTag: tag1 }),
  }),
  method('moveAllBuilds', {
    params: [required('tag1'), required('tag2'), required('package'), optional('force', false)],
    access: loggedIn,
    doc: 'Asks for all builds of a package to be moved in their order, and answers the ids of the tasks.',
    handler: (ctx, params) =>
      requestMoveOfAll(ctx, {
        fromTag: params.tag1,
        tag: params.tag2,
        package: params.package,
        force: params.force,
      }),
  }),
  method('tagBuildBypass', {
    params: [required('tag'), required('build'), optional('force', false), optional('notify', false)],
    access: permission('tag'),
    doc: 'Tags a build at once, without a task and whatever the package list says.',
    handler: (ctx, { tag, build, force, notify }) =>
      done(tagAtOnce(ctx, tag, build, { force: isTrue(force), notify: isTrue(notify) })),
  }),
  method('untagBuild', {
    params: [required('tag'), required('build'), optional('strict', true), optional('force', false)],
    access: loggedIn,
    doc: 'Takes a build out of a tag. Strict: a fault when it is not there.',
    handler: (ctx, { tag, build, strict, force }) =>
      done(untagWithMail(ctx, tag, build, { strict: isTrue(strict), force: isTrue(force) })),
  }),
  method('untagBuildBypass', {
    params: [
      required('tag'),
      required('build'),
      optional('strict', true),
      optional('force', false),
      optional('notify', false),
    ],
    access: permission('tag'),
    doc: 'Takes a build out of a tag; mail is sent only when asked for.',
    handler: (ctx, { tag, build, strict, force, notify }) =>
      done(
        untagAtOnce(ctx, tag, build, {
          strict: isTrue(strict),
          force: isTrue(force),
          notify: isTrue(notify),
        }),
      ),
  }),
  method('massTag', {
    params: [required('tag'), required('builds')],
    access: permission('tag'),
    doc: 'Tags builds in the order given, without asking access, policy or package list.',
    handler: (ctx, { tag, builds }) => done(tagMany(ctx, tag, builds)),
  }),
  method('snapshotTag', {
    params: [...snapshot],
    access: permission('tag'),
    doc: 'Copies a tag as it is, or was at an event, to a new one; inheritance and external repos are left out.',
    handler: (ctx, params) => done(snapshotTag(ctx, params.src, params.dst, snapshotOptions(params))),
  }),
  method('snapshotTagModify', {
    params: [...snapshot, optional('remove', false)],
    access: permission('tag'),
    doc: 'Brings an existing tag to the contents of another; remove also takes out what that one does not have.',
    handler: (ctx, params) =>
      done(
        modifySnapshot(ctx, params.src, params.dst, {
          ...snapshotOptions(params),
          remove: isTrue(params.remove),
        }),
      ),
  }),
  method('promoteBuild', {
    params: [required('build'), optional('force', false)],
    access: anyone,
    doc: 'Makes a draft a regular build, for good, and answers it. The policy draft_promotion says who may.',
    handler: (ctx, { build, force }) => promoteBuild(ctx, build, { force: isTrue(force) }),
  }),
];

interface SnapshotParams {
  readonly config: unknown;
  readonly pkgs: unknown;
  readonly builds: unknown;
  readonly groups: unknown;
  readonly latest_only: unknown;
  readonly inherit_builds: unknown;
  readonly event: unknown;
  readonly force: unknown;
}

function snapshotOptions(params: SnapshotParams): SnapshotOptions {
  return {
    config: isTrue(params.config),
    packages: isTrue(params.pkgs),
    builds: isTrue(params.builds),
    groups: isTrue(params.groups),
    latestOnly: isTrue(params.latest_only),
    inheritBuilds: isTrue(params.inherit_builds),
    event: params.event,
    force: isTrue(params.force),
  };
}
