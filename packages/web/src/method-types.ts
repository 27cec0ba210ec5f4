import { readFileSync } from 'node:fs';
import { z } from 'zod';

const types = z.record(
  z.string(),
  z.object({ params: z.record(z.string(), z.string()), result: z.string() }),
);

/**
 * Reads the types of the arguments and the result of each method of the hub itself, as the contract of `@kojikit/protocol`
 * writes them. A test makes the file of the contract and compares it.
 */
export function readMethodTypes(): z.infer<typeof types> {
  // This file lies directly in src, and what is made of it directly in dist: `types` is beside both.
  const path = new URL('../types/method-types.json', import.meta.url);
  return types.parse(JSON.parse(readFileSync(path, 'utf8')));
}
