import { basename, relative } from 'node:path';
import {
  ActionNotAllowed,
  GenericError,
  PathInfo,
  type Build,
  type BuildReference,
  type WireValue,
} from '@kojikit/protocol';
import { callingHost, hostOnly } from '../auth/access.js';
import { getBuild } from '../builds/index.js';
import { uploadedPath } from '../imports/index.js';
import { buildRef, later, text, wireValue, type BuildRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { faultText } from '../rpc/fault-text.js';
import { isStruct } from '../rpc/convert.js';
import type { Reader } from '../rpc/reader.js';
import { method, type Access, type Method } from '../rpc/method.js';
import { assertWorksOnTask } from '../tasks/index.js';
import { isInner } from '../uploads/index.js';
import { importArchive } from './import-archive.js';
import { archiveDetails } from './readers/archive-details.js';

/* Which types there are, and whether the hub has such builds. */
const knownType =
  (types: readonly string[]): Access =>
  (ctx, { type }) => {
    if (typeof type !== 'string' || !types.includes(type)) {
      throw new GenericError(faultText`unsupported archive type: ${type}`);
    }
    if (type === 'maven' && !ctx.config.EnableMaven) throw new GenericError('Maven support not enabled');
    if (type === 'win' && !ctx.config.EnableWin) throw new GenericError('Windows support not enabled');
  };

const mayImport: Access = async (ctx, params) => {
  await knownType(['maven', 'win', 'image'])(ctx, params);
  await ctx.session.assertPermission(`${String(params['type'])}-import`);
};

const hostMayImport: Access = async (ctx, params) => {
  await hostOnly(ctx, params);
  await knownType(['maven', 'win'])(ctx, params);
};

/* Builders give the whole struct of a build. */
const knownBuild: Reader<BuildRef, BuildReference> = (value) =>
  isStruct(value) && typeof value['id'] === 'number' ? value['id'] : buildRef(value);

/** Methods that make uploaded files archives of a build. */
export const archiveImportMethods: Method[] = [
  method('importArchive', {
    params: { filepath: text, buildinfo: buildRef, type: text, typeInfo: later(wireValue) },
    access: mayImport,
    doc: 'Makes an uploaded file, by its path below work, an archive of a build of type maven, win or image.',
    handler: async (ctx, { filepath, buildinfo, type, typeInfo }) => {
      const build = await getBuild(ctx, buildinfo);
      await importInto(ctx, build, { path: await uploadedPath(ctx, filepath), type, info: typeInfo });
      return null;
    },
  }),
  method('host.importArchive', {
    params: { filepath: text, buildinfo: knownBuild, type: text, typeInfo: later(wireValue) },
    access: hostMayImport,
    doc: 'Makes a file below work, by its whole path, an archive of a build of type maven or win.',
    handler: async (ctx, { filepath, buildinfo, type, typeInfo }) => {
      const build = await getBuild(ctx, buildinfo);
      const below = relative(new PathInfo(ctx.config.KojiDir).work(), filepath);
      if (!filepath.startsWith('/') || !isInner(below)) throw new GenericError(`No such file: ${filepath}`);
      const task = await taskOfCaller(ctx, build);
      await importInto(ctx, build, { path: await uploadedPath(ctx, below, { task }), type, info: typeInfo });
      return null;
    },
  }),
];

/* A builder fills the builds that it makes, and no others. */
async function taskOfCaller(ctx: Context, build: Build): Promise<number> {
  if (build.task_id === null) throw new ActionNotAllowed(`${build.nvr} is not of a task`);
  await assertWorksOnTask(ctx, build.task_id, await callingHost(ctx.session));
  return build.task_id;
}

interface Upload {
  readonly path: string;
  readonly type: string;
  readonly info: () => WireValue;
}

async function importInto(ctx: Context, build: Build, { path, type, info }: Upload): Promise<void> {
  const details = () => archiveDetails(type, info());
  await importArchive(ctx, { filename: basename(path), path }, { build, type, details, buildrootId: null });
}
