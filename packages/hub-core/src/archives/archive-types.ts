import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { verifyNameInternal } from '../config/index.js';
import { columnInteger, columnText } from '../rpc/database-values.js';
import { expectText, isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonStr } from '../rpc/python-names.js';

/** A kind of files that builds may have beside RPMs. */
export interface ArchiveType {
  id: number;
  name: string;
  description: string;
  /** By blanks, without their dot. */
  extensions: string;
  /** How to look into such a file: `zip`, `tar`, or null for not at all. */
  compression_type: string | null;
}

/** All kinds of archives, by id. */
export function readArchiveTypes(ctx: Context): Promise<ArchiveType[]> {
  return ctx.db.all<ArchiveType>(
    sql`SELECT id, name, description, extensions, compression_type FROM archivetypes ORDER BY id`,
  );
}

export interface ArchiveTypeQuery {
  readonly filename: unknown;
  readonly name: unknown;
  readonly id: unknown;
  readonly strict: boolean;
}

/**
 * The kind of an id, a name or a file name; of the extensions of a file name the longest counts.
 * Throws GenericError when none of them is given, and in strict mode when there is no such kind.
 */
export async function findArchiveType(
  ctx: Context,
  query: ArchiveTypeQuery,
): Promise<ArchiveType | undefined> {
  const { filename, name, id, strict } = query;
  const types = await readArchiveTypes(ctx);
  if (isTrue(id) || isTrue(name)) {
    const number = isTrue(id) ? columnInteger(id) : undefined;
    const text = columnText(isTrue(id) ? null : name);
    const found = types.find((type) => (number === undefined ? type.name === text : type.id === number));
    if (found === undefined && strict) throw new GenericError('query returned no rows');
    return found;
  }
  if (!isTrue(filename)) throw new GenericError('one of filename, type_name, or type_id must be specified');
  const parts = expectText(filename).toLowerCase().split('.');
  for (const start of parts.keys()) {
    const extension = parts.slice(start).join('.');
    const [found, other] = types.filter((type) => extensionsOf(type).includes(extension));
    if (other) throw new GenericError(`multiple matches for file extension: ${extension}`);
    if (found) return found;
  }
  if (strict) throw new GenericError(`unsupported file extension: ${pythonStr(filename)}`);
  return undefined;
}

export interface NewArchiveType {
  readonly name: unknown;
  readonly description: unknown;
  readonly extensions: unknown;
  readonly compression: unknown;
}

/** Adds a kind of archives. Throws GenericError for a bad or taken name, and for extensions that are none. */
export async function addArchiveType(ctx: Context, type: NewArchiveType): Promise<void> {
  verifyNameInternal(ctx.config, type.name);
  const description = expectText(type.description);
  const extensions = expectText(type.extensions);
  const compression = type.compression === null ? null : expectText(type.compression);
  if (compression !== null && compression !== 'zip' && compression !== 'tar') {
    throw new GenericError(`Unsupported compression type ${compression}`);
  }
  const name = type.name as string;
  const known = await findArchiveType(ctx, { name, filename: null, id: null, strict: false });
  if (known) throw new GenericError(`archivetype ${name} already exists`);
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
