import { createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { BuildError, GenericError } from '@kojikit/protocol';
import { getHeaderField, readHeader, RpmFormatError, type RpmHeader } from '@kojikit/rpm';
import { assertUploadSize } from '../limits/upload-size.js';
import { fileUrl } from '../repos/repo-files.js';
import type { Task } from '../tasks/task.js';

/**
 * A file of the hub's `work` folder on this host. Throws BuildError with `missing` if there is no such file.
 */
export async function workFile(task: Task<unknown>, path: string, missing: string): Promise<string> {
  return hubFile(task, `work/${path}`, missing);
}

/**
 * A file of the hub on this host: that below `topdir` where it is there, else a copy in the task's folder. Throws
 * BuildError with `missing` if there is no such file.
 * @param relative Its path below the hub's files.
 */
export async function hubFile(task: Task<unknown>, relative: string, missing: string): Promise<string> {
  const { settings, signal, workDir } = task;
  if (relative.split('/').some((name) => ['', '.', '..'].includes(name)))
    throw new GenericError(`Invalid path below the hub's files: ${relative}`);
  const local = join(settings.topdir, relative);
  if (await isFile(local)) return local;
  const url = fileUrl(settings, relative);
  if (url.startsWith('file:')) {
    if (await isFile(fileURLToPath(url))) return fileURLToPath(url);
    throw new BuildError(`${missing}: ${local}`);
  }
  const copy = join(workDir, 'local', relative);
  if (await isFile(copy)) return copy;
  const response = await fetch(url, { signal });
  if (response.status === 404) throw new BuildError(`${missing}: ${url}`);
  if (!response.ok || !response.body)
    throw new GenericError(`cannot read ${url}: HTTP status ${response.status}`);
  await mkdir(dirname(copy), { recursive: true });
  let size = 0;
  const body = response.body;
  await pipeline(
    Readable.from(
      (async function* () {
        for await (const piece of body) {
          size += piece.length;
          assertUploadSize(basename(relative), size, settings);
          yield piece;
        }
      })(),
    ),
    createWriteStream(copy),
    { signal },
  );
  return copy;
}

/** The header of a source package. Throws BuildError for a file that is none, with how it is called. */
export async function sourceHeader(file: string, name: string): Promise<RpmHeader> {
  const header = await packageHeader(file, name);
  if (!header.number('SOURCEPACKAGE')) throw new BuildError(`${name} is not a source package`);
  return header;
}

/** The header of a package. Throws BuildError for a file that is none. */
export async function packageHeader(file: string, name: string): Promise<RpmHeader> {
  try {
    return (await readHeader(file)).header;
  } catch (cause) {
    if (!(cause instanceof RpmFormatError)) throw cause;
    throw new BuildError(`${name} is not an RPM package that can be read: ${cause.message}`, { cause });
  }
}

/** The values of a list field. */
export function listField(header: RpmHeader, name: string): string[] {
  const value = getHeaderField(header, name);
  return Array.isArray(value) ? value.map(String) : [];
}

/**
 * The one source package among the files that a build root gave back. Throws BuildError if there is none or more than
 * one, or if its file is not named as its header names it.
 */
export async function onlySource(files: readonly string[], folder: string): Promise<string> {
  const [file, ...others] = files.filter((path) => path.endsWith('.src.rpm'));
  if (file === undefined) throw new BuildError(`No srpms found in ${folder}`);
  if (others.length > 0)
    throw new BuildError(
      `Multiple srpms found in ${folder}: ${[file, ...others].map((path) => basename(path)).join(', ')}`,
    );
  const header = await sourceHeader(file, basename(file));
  const [name, version, release] = ['NAME', 'VERSION', 'RELEASE'].map((tag) => header.string(tag) ?? '');
  const expected = `${name}-${version}-${release}.src.rpm`;
  if (expected !== basename(file))
    throw new BuildError(`srpm name mismatch: ${expected} != ${basename(file)}`);
  return file;
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
