import { loggedIn, permission } from '../auth/access.js';
import { buildRef, emptyOr, eventId, flag, nameOrId } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional, type Values } from '../rpc/reader.js';
import { tagAtOnce, tagMany, untagAtOnce, untagWithMail } from './bypass-tagging.js';
import { modifySnapshot } from './modify-snapshot.js';
import { promoteBuild } from './promote-build.js';
import { buildList } from './readers/build-list.js';
import { noTaskFlag } from './readers/task-flag.js';
import { requestMoveOfAll, requestTagging } from './request-tagging.js';
import { snapshotTag, type SnapshotOptions } from './snapshot-tag.js';

const done = async (work: Promise<void>): Promise<null> => {
  await work;
  return null;
};

const snapshot = {
  src: nameOrId,
  dst: nameOrId,
  config: flag(true),
  pkgs: flag(true),
  builds: flag(true),
  groups: flag(true),
  latest_only: flag(true),
  inherit_builds: flag(true),
  event: optional(eventId),
  force: flag(false),
};

export const taggingMethods: Method[] = [
  method('tagBuild', {
    params: { tag: nameOrId, build: buildRef, force: noTaskFlag, fromtag: optional(emptyOr(nameOrId)) },
    access: loggedIn,
    asksPermissions: true,
    doc: 'Asks for a build to be tagged, or moved from another tag, and returns the id of the task that does it.',
    handler: (ctx, { tag, build, force, fromtag }) =>
      requestTagging(ctx, { tag, build, force, fromTag: fromtag }),
  }),
  method('moveBuild', {
    params: { tag1: emptyOr(nameOrId), tag2: nameOrId, build: buildRef, force: noTaskFlag },
    access: loggedIn,
    asksPermissions: true,
    doc: 'Asks for a build to be moved from one tag to another, and returns the id of the task that does it.',
    handler: (ctx, { tag1, tag2, build, force }) =>
      requestTagging(ctx, { tag: tag2, build, force, fromTag: tag1 }),
  }),
  method('moveAllBuilds', {
    params: { tag1: nameOrId, tag2: nameOrId, package: nameOrId, force: noTaskFlag },
    access: loggedIn,
    doc: 'Asks for all builds of a package to be moved in their order, and returns the ids of the tasks.',
    handler: (ctx, params) =>
      requestMoveOfAll(ctx, {
        fromTag: params.tag1,
        tag: params.tag2,
        package: params.package,
        force: params.force,
      }),
  }),
  method('tagBuildBypass', {
    params: { tag: nameOrId, build: buildRef, force: flag(false), notify: flag(false) },
    access: permission('tag'),
    doc: 'Tags a build at once, without a task and whatever the package list says.',
    handler: (ctx, { tag, build, force, notify }) => done(tagAtOnce(ctx, tag, build, { force, notify })),
  }),
  method('untagBuild', {
    params: { tag: nameOrId, build: buildRef, strict: flag(true), force: flag(false) },
    access: loggedIn,
    doc: 'Takes a build out of a tag. Strict: a fault when it is not there.',
    handler: (ctx, { tag, build, strict, force }) => done(untagWithMail(ctx, tag, build, { strict, force })),
  }),
  method('untagBuildBypass', {
    params: {
      tag: nameOrId,
      build: buildRef,
      strict: flag(true),
      force: flag(false),
      notify: flag(false),
    },
    access: permission('tag'),
    doc: 'Takes a build out of a tag; mail is sent only when asked for.',
    handler: (ctx, { tag, build, strict, force, notify }) =>
      done(
        untagAtOnce(ctx, tag, build, {
          strict,
          force,
          notify,
        }),
      ),
  }),
  method('massTag', {
    params: { tag: nameOrId, builds: buildList },
    access: permission('tag'),
    doc: 'Tags builds in the order given, without asking access, policy or package list.',
    handler: (ctx, { tag, builds }) => done(tagMany(ctx, tag, builds)),
  }),
  method('snapshotTag', {
    params: { ...snapshot },
    access: permission('tag'),
    doc: 'Copies a tag as it is, or was at an event, to a new one; inheritance and external repos are left out.',
    handler: (ctx, params) => done(snapshotTag(ctx, params.src, params.dst, snapshotOptions(params))),
  }),
  method('snapshotTagModify', {
    params: { ...snapshot, remove: flag(false) },
    access: permission('tag'),
    doc: 'Brings an existing tag to the contents of another; remove also takes out what that one does not have.',
    handler: (ctx, params) =>
      done(
        modifySnapshot(ctx, params.src, params.dst, {
          ...snapshotOptions(params),
          remove: params.remove,
        }),
      ),
  }),
  method('promoteBuild', {
    params: { build: buildRef, force: flag(false) },
    access: loggedIn,
    doc: 'Makes a draft a regular build, for good, and returns it. The policy draft_promotion says who may.',
    handler: (ctx, { build, force }) => promoteBuild(ctx, build, { force }),
  }),
];

function snapshotOptions({ pkgs: packages, ...options }: Values<typeof snapshot>): SnapshotOptions {
  const { latest_only: latestOnly, inherit_builds: inheritBuilds } = options;
  return { ...options, packages, latestOnly, inheritBuilds };
}
