import { StreamedArray, StreamedText, WrittenArray } from '@kojikit/protocol';
import { readBody } from './answer-body.js';

/** The result of a call as a plain value, for who does not send it: what is streamed is read. */
export async function settled(result: unknown): Promise<unknown> {
  if (result instanceof StreamedText) return (await readBody(result.part)).toString('latin1');
  if (result instanceof WrittenArray) return result.values();
  if (!(result instanceof StreamedArray)) return result;
  const items: unknown[] = [];
  for await (const batch of result.batches) for (const item of batch) items.push(item);
  return items;
}
