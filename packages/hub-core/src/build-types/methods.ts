import { GenericError } from '@kojikit/protocol';
import { anyone, hostOnly, permission } from '../auth/access.js';
import { findBuildId } from '../builds/index.js';
import { queryOptions } from '../query/readers/query-options.js';
import { buildIdRef, flag, name, type BuildIdRef } from '../readers/index.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import type { Context } from '../ground/context.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { addBuildType, listBuildTypes } from './btypes.js';
import { buildType } from './build-type.js';
import { addImageInfo, addMavenInfo, addWinInfo, findOrMakeBuild } from './create-typed-build.js';
import { imageBuild, mavenBuild, winBuild } from './legacy-builds.js';
import { buildTypeFilter } from './readers/build-type-filter.js';
import { importRef } from './readers/import-ref.js';
import { withMaven, withWindows } from './with-support.js';
import { mavenInfo, winInfo } from './readers/type-facts.js';
import { buildWithId, namedOrKnownBuild } from './readers/typed-build.js';
import { faultText } from '../rpc/fault-text.js';

export const buildTypesMethods: Method[] = [
  method('listBTypes', {
    params: { query: optional(buildTypeFilter), queryOpts: optional(queryOptions) },
    access: anyone,
    doc: 'The build types, or the one of a name or id.',
    keepable: true,
    looksUp: true,
    handler: (ctx, { query, queryOpts }) => listBuildTypes(ctx, query ?? {}, queryOpts),
  }),
  method('addBType', {
    params: { name },
    access: permission('admin'),
    doc: 'Adds a build type.',
    handler: async (ctx, { name }) => {
      await addBuildType(ctx, name);
      return null;
    },
  }),
  method('getBuildType', {
    params: { buildInfo: namedOrKnownBuild, strict: flag(false) },
    access: anyone,
    doc: 'The types of a build, with what is known of it as such.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { buildInfo, strict }) => (await buildType(ctx, buildInfo, { strict })) ?? null,
  }),
  method('getMavenBuild', {
    params: { buildInfo: buildIdRef, strict: flag(false) },
    access: anyone,
    doc: 'Which Maven artifact a build is. Nil when it is none, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: (ctx, { buildInfo, strict }) => typed(ctx, buildInfo, strict, 'maven', mavenBuild),
  }),
  method('getWinBuild', {
    params: { buildInfo: buildIdRef, strict: flag(false) },
    access: anyone,
    doc: 'What platform a Windows build is for. Nil when it is none, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: (ctx, { buildInfo, strict }) => typed(ctx, buildInfo, strict, 'Windows', winBuild),
  }),
  method('getImageBuild', {
    params: { buildInfo: buildIdRef, strict: flag(false) },
    access: anyone,
    doc: 'That a build is an image build. Nil when it is none, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: (ctx, { buildInfo, strict }) => typed(ctx, buildInfo, strict, 'image', imageBuild),
  }),
  method('createMavenBuild', {
    params: { build_info: importRef, maven_info: mavenInfo },
    access: withMaven(permission('maven-import')),
    doc: 'Says which Maven artifact a build is; makes the build when it is not there.',
    handler: async (ctx, { build_info: build, maven_info: info }) => {
      await addMavenInfo(ctx, await findOrMakeBuild(ctx, build), info);
      return null;
    },
  }),
  method('createWinBuild', {
    params: { build_info: importRef, win_info: winInfo },
    access: withWindows(permission('win-import')),
    doc: 'Says what platform a Windows build is for; makes the build when it is not there.',
    handler: async (ctx, { build_info: build, win_info: info }) => {
      await addWinInfo(ctx, await findOrMakeBuild(ctx, build), info);
      return null;
    },
  }),
  method('createImageBuild', {
    params: { build_info: importRef },
    access: permission('image-import'),
    doc: 'Marks a build as an image build; makes the build when it is not there.',
    handler: async (ctx, { build_info: build }) => {
      await addImageInfo(ctx, await findOrMakeBuild(ctx, build));
      return null;
    },
  }),
  method('host.createMavenBuild', {
    params: { build_info: buildWithId, maven_info: mavenInfo },
    access: withMaven(hostOnly),
    doc: 'Says which Maven artifact a build is, which the builder gives as a struct with its id.',
    handler: async (ctx, { build_info: build, maven_info: info }) => {
      await addMavenInfo(ctx, build, info);
      return null;
    },
  }),
];

async function typed<R>(
  ctx: Context,
  info: BuildIdRef,
  strict: boolean,
  kind: string,
  read: (ctx: Context, id: number) => Promise<R | undefined>,
): Promise<R | null> {
  if (info === true) throw new CallerMistake('a build id must be a number, not a boolean');
  const id = info === false ? undefined : await findBuildId(ctx, info, { strict });
  const found = id ? await read(ctx, id) : undefined;
  if (found === undefined && id && strict) {
    throw new GenericError(faultText`no such ${kind} build: ${info}`);
  }
  return found ?? null;
}
