import { anyone } from '../auth/access.js';
import { lookupNameStrictly } from '../lookup/index.js';
import { queryOptions, rowOptions } from '../query/readers/query-options.js';
import { buildRef, flag, integer, nameOrId, unlessEmpty, userRef } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { rpmRef } from '../rpms/index.js';
import { findUserStrictly } from '../users/index.js';
import { describeArchive } from './describe-archive.js';
import { describeBuild } from './describe-build.js';
import { describeRpm } from './describe-rpm.js';
import { recentBuilds } from './recent-builds.js';

const MOST_BUILDS = 100;
const MOST_ENTRIES = 20;

export const buildDetailsMethods: Method[] = [
  method('describeBuild', {
    params: { buildInfo: buildRef, strict: flag(false) },
    access: anyone,
    doc: 'A build with its tags, RPMs, signatures, archives, buildroots, logs and source RPM. Long lists are cut.',
    handler: async (ctx, { buildInfo, strict }) => (await describeBuild(ctx, buildInfo, { strict })) ?? null,
  }),
  method('describeRPM', {
    params: {
      rpmID: rpmRef,
      files: optional(rowOptions),
      buildroots: optional(queryOptions),
      strict: flag(false),
    },
    access: anyone,
    doc: 'An RPM with its build, signatures and buildroots, and what its header says: texts, dependencies, files. Long lists are cut.',
    handler: async (ctx, { rpmID, strict, ...lists }) =>
      (await describeRpm(ctx, rpmID, { strict, ...lists })) ?? null,
  }),
  method('describeArchive', {
    params: { archiveID: integer, files: optional(rowOptions), buildroots: optional(queryOptions) },
    access: anyone,
    doc: 'An archive with its build, the files in it, and the buildroots that it was used in. Long lists are cut. Nil without one.',
    handler: async (ctx, { archiveID, ...lists }) => (await describeArchive(ctx, archiveID, lists)) ?? null,
  }),
  method('listRecentBuilds', {
    params: {
      tag: optional(unlessEmpty(nameOrId)),
      user: optional(unlessEmpty(userRef)),
      package: optional(unlessEmpty(nameOrId)),
      limit: optional(integer, 20),
      changelog: optional(integer, 3),
    },
    access: anyone,
    doc: 'The builds that ended last, of a tag with what it inherits, with targets and newest entries of changelogs.',
    handler: async (ctx, { tag, user, package: pkg, limit, changelog }) => {
      const named = {
        tag: tag === null ? null : await lookupNameStrictly(ctx, 'tag', tag),
        user: user === null ? null : await findUserStrictly(ctx, user),
        package: pkg === null ? null : await lookupNameStrictly(ctx, 'package', pkg),
      };
      const builds = await recentBuilds(ctx, {
        tag: named.tag?.id,
        user: named.user?.id,
        package: named.package?.id,
        limit: within(limit, 1, MOST_BUILDS),
        changelog: within(changelog, 0, MOST_ENTRIES),
      });
      return { ...named, user: named.user && { id: named.user.id, name: named.user.name }, builds };
    },
  }),
];

const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
