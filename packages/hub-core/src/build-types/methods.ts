import { GenericError } from '@kojikit/protocol';
import { anyone, hostOnly, permission } from '../auth/access.js';
import { findBuildId } from '../builds/index.js';
import { isStruct, isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { columnInteger } from '../rpc/database-values.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { pythonStr } from '../rpc/python-names.js';
import { addBuildType, listBuildTypes } from './btypes.js';
import { buildType } from './build-type.js';
import {
  addImageInfo,
  addMavenInfo,
  addWinInfo,
  findOrMakeBuild,
  type BuildId,
} from './create-typed-build.js';
import { imageBuild, mavenBuild, winBuild } from './legacy-builds.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

export const buildTypesMethods: Method[] = [
  method('listBTypes', {
    params: [optional('query'), optional('queryOpts')],
    access: anyone,
    doc: 'The build types, or the one of a name or id.',
    handler: (ctx, { query, queryOpts }) => listBuildTypes(ctx, query, queryOpts),
  }),
  method('addBType', {
    params: [required('name')],
    access: permission('admin'),
    doc: 'Adds a build type.',
    handler: async (ctx, { name }) => {
      await addBuildType(ctx, name);
      return null;
    },
  }),
  method('getBuildType', {
    params: [required('buildInfo'), optional('strict', false)],
    access: anyone,
    doc: 'The types of a build, with what is known of it as such.',
    handler: async (ctx, { buildInfo, strict }) =>
      (await buildType(ctx, buildInfo, { strict: isTrue(strict) })) ?? null,
  }),
  method('getMavenBuild', {
    params: [required('buildInfo'), optional('strict', false)],
    access: anyone,
    doc: 'Which Maven artifact a build is. Nil when it is none, or a fault if strict.',
    handler: (ctx, { buildInfo, strict }) => typed(ctx, buildInfo, strict, 'maven', mavenBuild),
  }),
  method('getWinBuild', {
    params: [required('buildInfo'), optional('strict', false)],
    access: anyone,
    doc: 'What platform a Windows build is for. Nil when it is none, or a fault if strict.',
    handler: (ctx, { buildInfo, strict }) => typed(ctx, buildInfo, strict, 'Windows', winBuild),
  }),
  method('getImageBuild', {
    params: [required('buildInfo'), optional('strict', false)],
    access: anyone,
    doc: 'That a build is an image build. Nil when it is none, or a fault if strict.',
    handler: (ctx, { buildInfo, strict }) => typed(ctx, buildInfo, strict, 'image', imageBuild),
  }),
  method('createMavenBuild', {
    params: [required('build_info'), required('maven_info')],
    access: permission('maven-import'),
    doc: 'Says which Maven artifact a build is; makes the build when it is not there.',
    handler: async (ctx, { build_info: build, maven_info: info }) => {
      assertMaven(ctx);
      await addMavenInfo(ctx, await findOrMakeBuild(ctx, build), info);
      return null;
    },
  }),
  method('createWinBuild', {
    params: [required('build_info'), required('win_info')],
    access: permission('win-import'),
    doc: 'Says what platform a Windows build is for; makes the build when it is not there.',
    handler: async (ctx, { build_info: build, win_info: info }) => {
      if (!ctx.config.EnableWin) throw new GenericError('Windows support not enabled');
      await addWinInfo(ctx, await findOrMakeBuild(ctx, build), info);
      return null;
    },
  }),
  method('createImageBuild', {
    params: [required('build_info')],
    access: permission('image-import'),
    doc: 'Marks a build as an image build; makes the build when it is not there.',
    handler: async (ctx, { build_info: build }) => {
      await addImageInfo(ctx, await findOrMakeBuild(ctx, build));
      return null;
    },
  }),
  method('host.createMavenBuild', {
    params: [required('build_info'), required('maven_info')],
    access: hostOnly,
    doc: 'Says which Maven artifact a build is, which the builder gives as a struct with its id.',
    handler: async (ctx, { build_info: build, maven_info: info }) => {
      assertMaven(ctx);
      if (!isStruct(build) || typeof build['id'] !== 'number') {
        throw new CallerMistake('a build with its id is needed');
      }
      await addMavenInfo(ctx, build as unknown as BuildId, info);
      return null;
    },
  }),
];

async function typed<R>(
  ctx: Context,
  info: unknown,
  strict: unknown,
  kind: string,
  read: (ctx: Context, id: number) => Promise<R | undefined>,
): Promise<R | null> {
  const id = await findBuildId(ctx, info, { strict: isTrue(strict) });
  const found = id ? await read(ctx, columnInteger(id) ?? 0) : undefined;
  if (found === undefined && id && isTrue(strict)) {
    throw new GenericError(`no such ${kind} build: ${pythonStr(info)}`);
  }
  return found ?? null;
}

function assertMaven(ctx: Context): void {
  if (!ctx.config.EnableMaven) throw new GenericError('Maven support not enabled');
}
