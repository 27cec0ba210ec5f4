import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GenericError, type WireValue } from '@kojikit/protocol';
import { innerPath } from '../archives/index.js';
import type { Context } from '../ground/context.js';
import { uploadedPath } from '../imports/index.js';
import { wireValue, type Members } from '../readers/index.js';
import { quoted } from '../rpc/fault-text.js';
import { indentedJson } from '../rpc/python-json.js';
import { metadataText } from './readers/metadata-text.js';

/** Bytes of a file with metadata: more than any build has needed, and what memory has room for. */
const LARGEST = 32 * 1024 * 1024;

/** Metadata as it came. */
export interface GivenMetadata {
  /** Nothing of it is checked. */
  readonly value: WireValue;
  /** How it is kept. */
  readonly text: string;
}

/**
 * The metadata of an import: a struct, JSON text, or the name of an uploaded file with it, `metadata.json` for nil.
 * Throws GenericError `No such file: <name>`, `Invalid json data: …`, and for a file that is too large, or nested too deep.
 * @param directory the folder of the import below `work`.
 */
export async function readMetadata(
  ctx: Context,
  given: Members | string | null,
  directory: string,
): Promise<GivenMetadata> {
  if (typeof given === 'object' && given !== null) return { value: wireValue(given), text: encode(given) };
  const source = given ?? 'metadata.json';
  if (!source.endsWith('.json')) return { value: metadataText(source, quoted(source)), text: source };
  const text = await readUpload(ctx, directory, source);
  // Who names a file is not shown what is in it.
  return { value: metadataText(text, source), text };
}

function encode(given: Members): string {
  try {
    return indentedJson(given);
  } catch (cause) {
    throw new GenericError(`Invalid metadata, cannot encode: ${quoted(given)}`, { cause });
  }
}

async function readUpload(ctx: Context, directory: string, name: string): Promise<string> {
  const missing = () => new GenericError(`No such file: ${name}`);
  const path = await uploadedPath(ctx, join(innerPath(directory || '.'), innerPath(name)), { missing });
  const facts = await stat(path);
  if (!facts.isFile()) throw missing();
  if (facts.size > LARGEST) throw new GenericError(`${name} is larger than ${LARGEST} bytes`);
  return readFile(path, 'utf8');
}
