import { lstat } from 'node:fs/promises';
import { basename } from 'node:path';
import { GenericError, type Build, type WireValue } from '@kojikit/protocol';
import {
  addComponents,
  archiveDetails,
  importArchive,
  type ArchiveDetails,
  type ArchiveSource,
} from '../archives/index.js';
import type { Context } from '../ground/context.js';
import { importBuildLog, importRpm } from '../imports/index.js';
import { storedInteger } from '../readers/index.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { faultText } from '../rpc/fault-text.js';
import type { OutputType } from './output-type.js';
import { announced, type PreparedOutput } from './prepare-outputs.js';
import type { Output } from './readers/output.js';

/** Makes prepared files part of a build. */
export async function importOutputs(
  ctx: Context,
  build: Build,
  outputs: readonly PreparedOutput[],
  buildrootOf: (output: Output) => number,
): Promise<void> {
  for (const prepared of outputs) {
    const { output, path, archive } = prepared;
    const buildrootId = buildrootOf(output);
    if (archive !== undefined) {
      await importGeneratedArchive(ctx, build, prepared, archive, buildrootId);
    } else if (path !== undefined && output.type === 'rpm') {
      await importRpm(ctx, path, { build, buildrootId, fileInfo: announced(prepared) });
    } else if (path !== undefined) {
      await importBuildLog(ctx, path, build, output.subdir);
    }
  }
}

async function importGeneratedArchive(
  ctx: Context,
  build: Build,
  prepared: PreparedOutput,
  { type, facts }: OutputType,
  buildrootId: number,
): Promise<void> {
  const { output, path, components } = prepared;
  const source: ArchiveSource = {
    filename: path === undefined ? output.filename : basename(path),
    path,
    digest: await digestOf(output, path),
    info: announced(prepared),
  };
  const details = () => detailsOf(type, facts, output);
  const { id } = await importArchive(ctx, source, { build, type, details, buildrootId });
  if (components !== undefined) await addComponents(ctx, id, components);
}

function detailsOf(type: string, facts: WireValue, { subdir }: Output): ArchiveDetails {
  const details = archiveDetails(type, facts);
  return details.type === 'other' ? { ...details, subdir } : details;
}

type Digest = NonNullable<ArchiveSource['digest']>;

async function digestOf(output: Output, path: string | undefined): Promise<Digest> {
  const { checksum, checksumType: kind } = output;
  if (kind !== 'md5' && kind !== 'sha256') {
    if (path === undefined) throw new GenericError(faultText`Unsupported checksum type: ${kind}`);
    throw new CallerMistake(faultText`archives have no checksums of type ${kind}`);
  }
  if (path !== undefined) return { size: (await lstat(path)).size, checksum, kind };
  const size = storedInteger('archiveinfo', 'size')(output.filesize);
  if (size === null) throw new CallerMistake(`the size of ${output.filename} is not known`);
  return { size: Number(size), checksum, kind };
}
