import { access, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodePath, GenericError } from '@kojikit/protocol';
import type { BuilderSettings } from '../config/settings.js';

/** Bytes of the largest file that is read whole. */
const MOST_BYTES = 1024 ** 3;

/** Folder of a repo below the hub's files, on disk and below `topurl` alike. */
export function repoPath(repoId: number, tagName: string): string {
  return `repos/${tagName}/${repoId}`;
}

/** The URL of a path below the hub's files; a file URL where no `topurl` is set. */
export function fileUrl(settings: Pick<BuilderSettings, 'topurl' | 'topdir'>, path: string): string {
  return `${settings.topurl ?? `file://${encodePath(settings.topdir)}`}/${encodePath(path)}`;
}

/**
 * Reads a file of the hub: from `topdir` where this host has it, else from `topurl`.
 * @returns `undefined` if there is no such file.
 */
export async function readHubFile(
  settings: Pick<BuilderSettings, 'topurl' | 'topdir'>,
  path: string,
  signal?: AbortSignal,
): Promise<Buffer | undefined> {
  const local = await readFile(join(settings.topdir, path)).catch(() => undefined);
  return local ?? readUrl(fileUrl(settings, path), signal);
}

/** Reads a file or HTTP URL whole; `undefined` if there is no such file. */
export async function readUrl(url: string, signal?: AbortSignal): Promise<Buffer | undefined> {
  if (url.startsWith('file:')) return readFile(fileURLToPath(url)).catch(() => undefined);
  const response = await fetch(url, { signal: signal ?? null });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new GenericError(`cannot read ${url}: HTTP status ${response.status}`);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > MOST_BYTES)
      throw new GenericError(`${url} is larger than the ${MOST_BYTES} bytes that are read`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Whether a path exists. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Whether a path is a folder that this host sees. */
export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
