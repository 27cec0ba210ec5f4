import { z } from 'zod';

/** How a request names a tag: by name, by id, or by a struct with both, as repo requests do. The hub takes all three. */
export const tagParameter = z.union([
  z.string(),
  z.number().int(),
  z.looseObject({ id: z.number().int(), name: z.string() }),
]);
