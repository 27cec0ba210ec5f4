import sql from 'sql-template-tag';
import { GenericError, type ArchiveType } from '@kojikit/protocol';
import { verifyNameInternal } from '../config/index.js';
import type { Context } from '../ground/context.js';
import type { Compression } from './readers/new-archive-type.js';

/** All kinds of archives, by id. */
export function readArchiveTypes(ctx: Context): Promise<ArchiveType[]> {
  return ctx.db.all<ArchiveType>(
    sql`SELECT id, name, description, extensions, compression_type FROM archivetypes ORDER BY id`,
  );
}

/** What a kind of archives is found by: the first of these that is there. Null is no kind. */
export interface ArchiveTypeQuery {
  readonly id?: number | null;
  readonly name: () => string | null | undefined;
  readonly filename: () => string | null;
}

/**
 * The kind of an id, a name or a file name; of the extensions of a file name the longest counts.
 * Throws GenericError when none of them is given, and in strict mode when there is no such kind.
 */
export async function findArchiveType(
  ctx: Context,
  query: ArchiveTypeQuery,
  { strict }: { readonly strict: boolean },
): Promise<ArchiveType | undefined> {
  const types = await readArchiveTypes(ctx);
  const { id } = query;
  const name = id === undefined ? query.name() : undefined;
  if (id !== undefined || name !== undefined) {
    const found = types.find((type) => (id === undefined ? type.name === name : type.id === id));
    if (found === undefined && strict) throw new GenericError('query returned no rows');
    return found;
  }
  const filename = query.filename();
  if (filename === null) throw new GenericError('one of filename, type_name, or type_id must be specified');
  const parts = filename.toLowerCase().split('.');
  for (const start of parts.keys()) {
    const extension = parts.slice(start).join('.');
    const [found, other] = types.filter((type) => extensionsOf(type).includes(extension));
    if (other) throw new GenericError(`multiple matches for file extension: ${extension}`);
    if (found) return found;
  }
  if (strict) throw new GenericError(`unsupported file extension: ${filename}`);
  return undefined;
}

export interface NewArchiveType {
  readonly name: string;
  readonly description: string;
  /** By blanks, without their dot. */
  readonly extensions: string;
  /** Null: it cannot be looked into. */
  readonly compression: Compression | null;
}

/** Adds a kind of archives. Throws GenericError for a bad or taken name, and for extensions that are none. */
export async function addArchiveType(ctx: Context, type: NewArchiveType): Promise<void> {
  const { name, description, extensions, compression } = type;
  verifyNameInternal(ctx.config, name);
  if ((await readArchiveTypes(ctx)).some((known) => known.name === name)) {
    throw new GenericError(`archivetype ${name} already exists`);
  }
  for (const extension of extensions.split(' ')) {
    if (!/^[\p{L}\p{N}]+$/u.test(extension.replaceAll('.', ''))) {
      throw new GenericError(`No such ${extension} file extension`);
    }
    // Koji means to refuse an extension that any kind has, but finds only kinds that have no other one.
    const taken = await ctx.db.value<number>(
      sql`SELECT id FROM archivetypes WHERE lower(extensions) = ${extension.toLowerCase()} LIMIT 1`,
    );
    if (taken !== undefined) throw new GenericError(`file extension ${extension} already exists`);
  }
  await ctx.db.insert('archivetypes', { name, description, extensions, compression_type: compression });
}

function extensionsOf(type: ArchiveType): string[] {
  return type.extensions.toLowerCase().split(/\s+/);
}
