import { allOf } from '../all-of.js';
import { getBuild } from '../builds/index.js';
import type { BuildRef, NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { getTag } from '../tags/index.js';
import { findUserStrictly } from '../users/index.js';
import { tagBuildDirectly, tagKnownBuild } from './tag-build.js';
import { untagKnownBuild } from './untag-build.js';

export interface BypassOptions {
  readonly force: boolean;
  /** Send mail about it. */
  readonly notify: boolean;
}

/** Tags a build at once, without a task and whatever the package list says. Asks the policy `tag`. */
export async function tagAtOnce(
  ctx: Context,
  tagInfo: NameOrId,
  buildInfo: BuildRef,
  { force, notify }: BypassOptions,
): Promise<void> {
  const [tag, build] = await allOf([getTag(ctx, tagInfo), getBuild(ctx, buildInfo)]);
  const data = { tag: tag.id, build: build.id, fromtag: null, operation: 'tag' };
  await ctx.policy.assert('tag', data, { force });
  await tagKnownBuild(ctx, tag, build, { force });
  if (notify) await announce(ctx, { successful: true, tag: tagInfo, fromTag: null, build: buildInfo });
}

/** Takes a build out of a tag. Asks the policy `tag`. */
export async function untagAtOnce(
  ctx: Context,
  tagInfo: NameOrId,
  buildInfo: BuildRef,
  { force, notify, strict }: BypassOptions & { readonly strict: boolean },
): Promise<void> {
  const [tag, build] = await allOf([getTag(ctx, tagInfo), getBuild(ctx, buildInfo)]);
  const data = { tag: null, build: build.id, fromtag: tag.id, operation: 'untag' };
  await ctx.policy.assert('tag', data, { force });
  await untagKnownBuild(ctx, tag, build, { force, strict });
  if (notify) await announce(ctx, { successful: true, tag: null, fromTag: tagInfo, build: buildInfo });
}

/** {@link untagAtOnce} for everybody whom policy and tag let; mail is sent, also when it fails. */
export async function untagWithMail(
  ctx: Context,
  tagInfo: NameOrId,
  buildInfo: BuildRef,
  options: { readonly force: boolean; readonly strict: boolean },
): Promise<void> {
  await allOf([getTag(ctx, tagInfo), getBuild(ctx, buildInfo)]);
  try {
    await untagAtOnce(ctx, tagInfo, buildInfo, { ...options, notify: true });
  } catch (error) {
    // The call fails and takes the mail's task with it, as with Koji; what stays is that its id was drawn.
    const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const news = { successful: false, tag: null, fromTag: tagInfo, build: buildInfo, failure };
    await announce(ctx, news).catch((cause: unknown) =>
      ctx.log.warn({ err: cause }, 'no mail about untagging'),
    );
    throw error;
  }
}

/** Tags builds in the order given, each with an event of its own, so that the last becomes the latest. Asks nobody. */
export async function tagMany(ctx: Context, tagInfo: NameOrId, builds: readonly BuildRef[]): Promise<void> {
  const [tag, user] = await allOf([getTag(ctx, tagInfo), findUserStrictly(ctx, undefined)]);
  for (const info of builds) {
    await tagBuildDirectly(ctx, tag, await getBuild(ctx, info), user, { force: true });
    ctx.forgetEvent();
  }
}

interface News {
  readonly successful: boolean;
  readonly tag: NameOrId | null;
  readonly fromTag: NameOrId | null;
  readonly build: BuildRef;
  readonly failure?: string;
}

function announce(ctx: Context, { failure = '', ...news }: News): Promise<void> {
  return ctx.emit('kojikitTagNotification', { ...news, failure, user: ctx.session.userId ?? null });
}
