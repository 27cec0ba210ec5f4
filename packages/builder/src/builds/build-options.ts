import { z } from 'zod';

/** A flag as scripts send it: a boolean, a number or nil. */
const flag = z.union([z.boolean(), z.number()]).nullish();

/** The options of a build; those of other tasks that builds pass on are kept. */
export const buildOptions = z.looseObject({
  scratch: flag,
  draft: flag,
  skip_tag: flag,
  fail_fast: flag,
  rebuild_srpm: flag,
  wait_repo: flag,
  wait_builds: z.array(z.string()).nullish(),
  repo_id: z.number().int().nullish(),
  arch_override: z.string().nullish(),
  custom_user_metadata: z.unknown().optional(),
});

export type BuildOptions = z.infer<typeof buildOptions>;
