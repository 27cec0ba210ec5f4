import { isStruct, StreamedArray, StreamedText, WrittenArray } from '@kojikit/protocol';
import { readBody } from './answer-body.js';

/**
 * The result of a call as a plain value, for who does not send it: what is streamed or kept as it was sent is read, whether
 * it is the result itself, one of its items or one of its members.
 */
export async function settled(result: unknown): Promise<unknown> {
  if (isSent(result)) return read(result);
  if (Array.isArray(result)) {
    const items: unknown[] = result;
    return items.some(isSent) ? Promise.all(items.map(read)) : items;
  }
  if (!isStruct(result) || !Object.values(result).some(isSent)) return result;
  const members = Object.entries(result).map(async ([name, value]) => [name, await read(value)] as const);
  return Object.fromEntries(await Promise.all(members));
}

function isSent(value: unknown): boolean {
  return value instanceof WrittenArray || value instanceof StreamedArray || value instanceof StreamedText;
}

async function read(value: unknown): Promise<unknown> {
  if (value instanceof StreamedText) return (await readBody(value.part)).toString('latin1');
  if (value instanceof WrittenArray) return value.values();
  return value instanceof StreamedArray ? value.values() : value;
}
