import { anyone } from '../auth/access.js';
import { withPrefix } from '../db/rows.js';
import { lookupNameStrictly } from '../lookup/index.js';
import { queryOptions } from '../query/readers/query-options.js';
import {
  comparedText,
  eventId,
  filter,
  filterUnlessEmpty,
  flag,
  integer,
  nameOrId,
  text,
  truth,
  unlessEmpty,
  userRef,
  type NameOrId,
} from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { isWholeNumber, type WholeNumber } from '../rpc/convert.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { findTag, getTag } from '../tags/index.js';
import { explainMissingPackages } from './explain-missing-packages.js';
import { browseBuilds } from './browse-builds.js';
import { countTagContents } from './count-tag-contents.js';
import { readMavenArchives } from './read-maven-archives.js';
import { readTaggedArchives } from './read-tagged-archives.js';
import { readTaggedBuilds } from './read-tagged-builds.js';
import { readTaggedRpms } from './read-tagged-rpms.js';
import { latest } from './readers/latest.js';
import { missingNames } from './readers/missing-names.js';
import { wantedArch } from './readers/wanted-arch.js';
import { untaggedBuilds } from './untagged-builds.js';

/** What is in tags. */
export const taggedMethods: Method[] = [
  method('browseBuilds', {
    params: {
      tagID: optional(nameOrId),
      userID: optional(userRef),
      packageID: optional(nameOrId),
      state: optional(integer),
      prefix: optional(unlessEmpty(text)),
      type: optional(unlessEmpty(text)),
      inherited: flag(true),
      latest: flag(true),
      order: optional(text, '-build_id'),
      start: optional(integer, 0),
      limit: optional(integer, 50),
    },
    access: anyone,
    doc: 'A page of the builds of the hub, or of those of a tag, by package, owner, state and type: for who looks through them.',
    handler: (ctx, { tagID, userID, packageID, order, start, limit, ...wanted }) =>
      browseBuilds(ctx, { tag: tagID, user: userID, package: packageID, ...wanted }, { order, start, limit }),
  }),
  method('listTagged', {
    params: {
      tag: nameOrId,
      event: optional(eventId),
      inherit: flag(false),
      prefix: optional(unlessEmpty(text)),
      latest: optional(latest, false),
      package: filter(comparedText),
      owner: filterUnlessEmpty(comparedText),
      type: optional(nameOrId),
      strict: flag(true),
      extra: flag(false),
      draft: optional(truth),
    },
    access: anyone,
    doc: 'The finished builds of a tag, latest first, now or at an event.',
    keepable: true,
    handler: async (ctx, { tag, strict, prefix, ...filter }) => {
      const id = await existingTag(ctx, tag, filter.event, strict);
      if (id === undefined) return [];
      const builds = await readTaggedBuilds(ctx, id, filter);
      if (prefix === null) return builds;
      return withPrefix(builds, 'package_name', prefix);
    },
  }),
  method('countTagContents', {
    params: { tag: nameOrId },
    access: anyone,
    doc: 'How many packages and builds a tag has with those that it inherits, and what of its own would end with it.',
    keepable: true,
    handler: async (ctx, { tag }) => countTagContents(ctx, (await getTag(ctx, tag)).id),
  }),
  method('listTaggedRPMS', {
    params: {
      tag: nameOrId,
      event: optional(eventId),
      inherit: flag(false),
      latest: optional(latest, false),
      package: filter(comparedText),
      arch: optional(unlessEmpty(wantedArch)),
      rpmsigs: flag(false),
      owner: filterUnlessEmpty(comparedText),
      type: optional(nameOrId),
      strict: flag(true),
      extra: flag(true),
      draft: optional(truth),
    },
    access: anyone,
    doc: 'The rpms of the builds of a tag, and these builds.',
    keepable: true,
    handler: async (ctx, { tag, strict, ...filter }) => {
      const id = await existingTag(ctx, tag, filter.event, strict);
      return id === undefined ? ([] as const) : readTaggedRpms(ctx, id, filter);
    },
  }),
  method('listTaggedArchives', {
    params: {
      tag: nameOrId,
      event: optional(eventId),
      inherit: flag(false),
      latest: optional(latest, false),
      package: filter(comparedText),
      type: optional(nameOrId),
      strict: flag(true),
      extra: flag(true),
    },
    access: anyone,
    doc: 'The archives of the builds of a tag, and these builds.',
    keepable: true,
    handler: async (ctx, { tag, strict, ...filter }) => {
      const id = await existingTag(ctx, tag, filter.event, strict);
      return id === undefined ? ([] as const) : readTaggedArchives(ctx, id, filter);
    },
  }),
  method('getLatestBuilds', {
    params: {
      tag: nameOrId,
      event: optional(eventId),
      package: filter(comparedText),
      type: optional(nameOrId),
      draft: optional(truth),
    },
    access: anyone,
    doc: 'The latest build of each package in a tag and what it inherits from.',
    keepable: true,
    handler: async (ctx, { tag, ...filter }) =>
      readTaggedBuilds(ctx, await tagId(ctx, tag), { ...filter, inherit: true, latest: true }),
  }),
  method('getLatestRPMS', {
    params: {
      tag: nameOrId,
      package: filter(comparedText),
      arch: optional(unlessEmpty(wantedArch)),
      event: optional(eventId),
      rpmsigs: flag(false),
      type: optional(nameOrId),
      draft: optional(truth),
    },
    access: anyone,
    doc: 'The rpms of the latest builds in a tag and what it inherits from, and these builds.',
    keepable: true,
    handler: async (ctx, { tag, ...filter }) =>
      readTaggedRpms(ctx, await tagId(ctx, tag), { ...filter, inherit: true, latest: true }),
  }),
  method('getLatestMavenArchives', {
    params: { tag: nameOrId, event: optional(eventId), inherit: flag(true) },
    access: anyone,
    doc: 'The latest Maven archives in a tag, of every version in tags that include all.',
    keepable: true,
    handler: async (ctx, { tag, event, inherit }) => {
      const { id } = await lookupNameStrictly(ctx, 'tag', tag);
      await getTag(ctx, id, { event });
      return readMavenArchives(ctx, id, { event, inherit });
    },
  }),
  method('untaggedBuilds', {
    params: { name: filter(comparedText), queryOpts: optional(queryOptions), draft: optional(truth) },
    access: anyone,
    doc: 'The finished builds that are in no tag.',
    keepable: true,
    handler: (ctx, { name, queryOpts, draft }) => untaggedBuilds(ctx, { name, draft }, queryOpts),
  }),
  method('explainMissingPackages', {
    params: { tag: nameOrId, names: missingNames },
    access: anyone,
    doc: 'Why a tag has not got these packages, RPMs or capabilities: who took builds of them out and when, or blocked them.',
    handler: async (ctx, { tag, names }) => explainMissingPackages(ctx, await tagId(ctx, tag), names),
  }),
];

/* A number is taken for an id as it is; of a tag that is not there nothing is listed. */
async function tagId(ctx: Context, info: NameOrId): Promise<number> {
  if (isWholeNumber(info)) return Number(info);
  return (await lookupNameStrictly(ctx, 'tag', info)).id;
}

async function existingTag(
  ctx: Context,
  info: NameOrId,
  event: WholeNumber | null,
  strict: boolean,
): Promise<number | undefined> {
  return strict ? (await getTag(ctx, info, { event })).id : (await findTag(ctx, info, { event }))?.id;
}
