import { anyone } from '../auth/access.js';
import { lookupNameStrictly } from '../lookup/index.js';
import { isTrue, isWholeNumber } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { findTag, getTag } from '../tags/index.js';
import { readMavenArchives } from './read-maven-archives.js';
import { readTaggedArchives } from './read-tagged-archives.js';
import { readTaggedBuilds } from './read-tagged-builds.js';
import { readTaggedRpms } from './read-tagged-rpms.js';
import { untaggedBuilds } from './untagged-builds.js';

/** What is in tags. */
export const taggedMethods: Method[] = [
  method('listTagged', {
    params: [
      required('tag'),
      optional('event'),
      optional('inherit', false),
      optional('prefix'),
      optional('latest', false),
      optional('package'),
      optional('owner'),
      optional('type'),
      optional('strict', true),
      optional('extra', false),
      optional('draft'),
    ],
    access: anyone,
    doc: 'The finished builds of a tag, latest first, now or at an event.',
    handler: async (ctx, { tag, strict, prefix, ...filter }) => {
      const id = await existingTag(ctx, tag, filter.event, strict);
      if (id === undefined) return [];
      const builds = await readTaggedBuilds(ctx, id, filter);
      if (!isTrue(prefix)) return builds;
      const start = (prefix as string).toLowerCase();
      return builds.filter((build) => build.package_name.toLowerCase().startsWith(start));
    },
  }),
  method('listTaggedRPMS', {
    params: [
      required('tag'),
      optional('event'),
      optional('inherit', false),
      optional('latest', false),
      optional('package'),
      optional('arch'),
      optional('rpmsigs', false),
      optional('owner'),
      optional('type'),
      optional('strict', true),
      optional('extra', true),
      optional('draft'),
    ],
    access: anyone,
    doc: 'The rpms of the builds of a tag, and these builds.',
    handler: async (ctx, { tag, strict, ...filter }) => {
      const id = await existingTag(ctx, tag, filter.event, strict);
      return id === undefined ? ([] as const) : readTaggedRpms(ctx, id, filter);
    },
  }),
  method('listTaggedArchives', {
    params: [
      required('tag'),
      optional('event'),
      optional('inherit', false),
      optional('latest', false),
      optional('package'),
      optional('type'),
      optional('strict', true),
      optional('extra', true),
    ],
    access: anyone,
    doc: 'The archives of the builds of a tag, and these builds.',
    handler: async (ctx, { tag, strict, ...filter }) => {
      const id = await existingTag(ctx, tag, filter.event, strict);
      return id === undefined ? ([] as const) : readTaggedArchives(ctx, id, filter);
    },
  }),
  method('getLatestBuilds', {
    params: [required('tag'), optional('event'), optional('package'), optional('type'), optional('draft')],
    access: anyone,
    doc: 'The latest build of each package in a tag and what it inherits from.',
    handler: async (ctx, { tag, ...filter }) =>
      readTaggedBuilds(ctx, await tagId(ctx, tag), { ...filter, inherit: true, latest: true }),
  }),
  method('getLatestRPMS', {
    params: [
      required('tag'),
      optional('package'),
      optional('arch'),
      optional('event'),
      optional('rpmsigs', false),
      optional('type'),
      optional('draft'),
    ],
    access: anyone,
    doc: 'The rpms of the latest builds in a tag and what it inherits from, and these builds.',
    handler: async (ctx, { tag, ...filter }) =>
      readTaggedRpms(ctx, await tagId(ctx, tag), { ...filter, inherit: true, latest: true }),
  }),
  method('getLatestMavenArchives', {
    params: [required('tag'), optional('event'), optional('inherit', true)],
    access: anyone,
    doc: 'The latest Maven archives in a tag, of every version in tags that include all.',
    handler: async (ctx, { tag, event, inherit }) => {
      const { id } = await lookupNameStrictly(ctx, 'tag', tag);
      await getTag(ctx, id, { event });
      return readMavenArchives(ctx, id, { event, inherit: isTrue(inherit) });
    },
  }),
  method('untaggedBuilds', {
    params: [optional('name'), optional('queryOpts'), optional('draft')],
    access: anyone,
    doc: 'The finished builds that are in no tag.',
    handler: (ctx, { name, queryOpts, draft }) => untaggedBuilds(ctx, { name, draft }, queryOpts),
  }),
];

/* A number is taken for an id as it is; of a tag that is not there nothing is listed. */
async function tagId(ctx: Context, info: unknown): Promise<number> {
  if (isWholeNumber(info)) return Number(info);
  return (await lookupNameStrictly(ctx, 'tag', info)).id;
}

async function existingTag(
  ctx: Context,
  info: unknown,
  event: unknown,
  strict: unknown,
): Promise<number | undefined> {
  return isTrue(strict) ? (await getTag(ctx, info, { event })).id : (await findTag(ctx, info, { event }))?.id;
}
