import { createReadStream } from 'node:fs';
import { lstat, realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { GenericError, PathInfo, type WireValue, type GeneratorMetadata } from '@kojikit/protocol';
import { checkNvra } from '@kojikit/rpm';
import { innerPath } from '../archives/index.js';
import type { Context } from '../ground/context.js';
import { uploadedPath } from '../imports/index.js';
import { wireValue } from '../readers/index.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { faultText, quoted } from '../rpc/fault-text.js';
import { checksum, chunks, isChecksumKind, isInner, type ChecksumKind } from '../uploads/index.js';
import type { ImportNotes } from './import-notes.js';
import { matchComponents, type MatchedComponents } from './match-components.js';
import { outputType, type OutputType } from './output-type.js';
import type { MetadataContent } from './readers/metadata.js';
import type { Output } from './readers/output.js';

/** A file that is ready to be imported. */
export interface PreparedOutput {
  readonly output: Output;
  /** Its real path. Undefined: only what is known of it is kept. */
  readonly path: string | undefined;
  /** Undefined for RPMs and logs. */
  readonly archive: OutputType | undefined;
  readonly components: MatchedComponents | undefined;
}

/**
 * Checks the files of an import: that they were uploaded, into the folder of the import, as the metadata says, and that it
 * says enough of them. Nothing is written. Throws GenericError that says what is wrong, and CallerMistake for files that are
 * not there and paths that lead elsewhere.
 * @param directory the folder of the import below `work`.
 */
export async function prepareOutputs(
  ctx: Context,
  { build, buildroots, outputs }: MetadataContent,
  directory: string,
  notes: ImportNotes,
): Promise<PreparedOutput[]> {
  const keys = new Set(buildroots.map(({ id }) => id.key));
  const prepared: PreparedOutput[] = [];
  for (const output of outputs) {
    const path = output.metadataOnly ? undefined : await checkedUpload(ctx, directory, output);
    innerPath(output.filename);
    if (!keys.has(output.buildroot.key)) {
      throw new GenericError(`Missing buildroot metadata for id ${quoted(output.buildroot.given)}`);
    }
    const isArchive = output.type !== 'rpm' && output.type !== 'log';
    if (output.type === 'rpm') assertRpm(output);
    const archive = isArchive ? outputType(output, build.types) : undefined;
    const components = output.components && (await matchComponents(ctx, output.components, notes));
    prepared.push({ output, path, archive, components });
  }
  return prepared;
}

async function checkedUpload(ctx: Context, directory: string, output: Output): Promise<string> {
  const { filename } = output;
  const path = await pathOf(ctx, directory, output);
  const { size } = await lstat(path);
  if (size !== output.filesize) {
    const sizes = faultText`File size ${size} for ${filename} (expected ${output.filesize})`;
    throw new GenericError(`${sizes} doesn't match. Corrupted upload?`);
  }
  const found = await digestOf(ctx, path, checksumKind(output.checksumType));
  if (found !== output.checksum) {
    throw new GenericError(`File checksum mismatch for ${filename}: ${output.checksum} != ${found}`);
  }
  return path;
}

/* Everything that names a file comes from outside: it is the real path that counts. */
async function pathOf(ctx: Context, directory: string, { relpath, filename }: Output): Promise<string> {
  const folder = innerPath(directory || '.');
  const name = join(folder, innerPath(relpath || '.'), innerPath(filename));
  const path = await uploadedPath(ctx, name, { missing: (text) => new CallerMistake(text) });
  const root = await realpath(join(new PathInfo(ctx.config.KojiDir).work(), folder));
  if (!isInner(relative(root, path))) throw new CallerMistake(`Invalid upload path: ${name}`);
  if (!(await lstat(path)).isFile()) throw new CallerMistake(`${name} is not a regular file`);
  return path;
}

function checksumKind(type: WireValue): ChecksumKind {
  if (!isChecksumKind(type)) throw new GenericError(faultText`Unsupported verify type: ${type}`);
  return type;
}

/* Whoever waits for the database need not wait for the disk. */
async function digestOf(ctx: Context, path: string, kind: ChecksumKind): Promise<string> {
  if (!ctx.db.dirty) await ctx.db.release();
  const sum = checksum(kind)!;
  for await (const chunk of chunks(createReadStream(path))) sum.update(chunk);
  return sum.hexDigest();
}

function assertRpm({ filename, subdir, metadataOnly }: Output): void {
  if (subdir !== '') throw new GenericError('subdir field not allowed for rpm outputs');
  checkNvra(filename, { strict: true });
  if (metadataOnly) throw new GenericError('Metadata-only imports are not supported for rpms');
}

/** What is known of a file; `extra` is kept. */
export type FileInfo = GeneratorMetadata & { readonly extra?: WireValue };

/** What plugins are told of a file: what was given, and what the hub has found, under Koji's names. */
export function announced({ output, path, archive, components }: PreparedOutput): FileInfo {
  const { given } = output;
  return {
    ...given,
    ...(Object.hasOwn(given, 'extra') && { extra: wireValue(given['extra']) }),
    'hub.path': path ?? null,
    'hub.checked_hash': path !== undefined,
    ...(archive && { 'hub.btype': archive.type, 'hub.type_info': archive.facts }),
    ...(components && { 'hub.rpmlist': components.rpms, 'hub.archives': components.archives }),
  };
}
