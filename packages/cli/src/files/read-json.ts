import { readFile } from 'node:fs/promises';
import { isStruct, type Struct } from '@kojikit/protocol';
import { parseJson } from '../arguments/parse-literal.js';
import { LoggedError } from '../errors.js';

/** The object in a JSON file. Throws LoggedError when it holds something else, the system's error when it cannot be read. */
export async function readJsonObject(file: string): Promise<Struct> {
  const text = await readFile(file, 'utf8');
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new LoggedError('ValueError', `${file} is not JSON`, { cause: error });
  }
  if (isStruct(value)) return value;
  throw new LoggedError('ValueError', `${file} holds no JSON object`);
}
