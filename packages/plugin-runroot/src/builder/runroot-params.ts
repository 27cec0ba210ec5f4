import { Double } from '@kojikit/protocol';
import { z } from 'zod';

/* The wire tells 3 from 3.0, callers do not. */
const number = z.preprocess((value) => (value instanceof Double ? value.value : value), z.number());
const texts = z.array(z.string());

/** The request of a task, its members in the order of the wire. `keep` is taken and means nothing. */
export const runrootParams = z.object({
  root: z.union([z.string(), z.number().int()]),
  arch: z.string(),
  command: z.union([z.string(), texts]),
  keep: z.unknown().optional(),
  packages: texts.nullish(),
  mounts: texts.nullish(),
  repo_id: number.nullish(),
  skip_setarch: z.boolean().nullish(),
  weight: number.nullish(),
  upload_logs: texts.nullish(),
  new_chroot: z.boolean().nullish(),
});

export type RunrootParams = z.infer<typeof runrootParams>;
