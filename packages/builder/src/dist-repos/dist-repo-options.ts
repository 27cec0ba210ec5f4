import { z } from 'zod';
import { tagParameter } from '../handlers/tag-parameter.js';

/** A flag as scripts send it: a boolean, a number or nil. */
const flag = z.union([z.boolean(), z.number()]).nullish();

/** An arch as a folder may be named after it. */
export const archName = z.string().regex(/^[\w-]+$/);

/** What a dist repo shall be like. What only the hub reads of it is kept for the subtasks. */
export const distRepoOptions = z.looseObject({
  arch: z.array(archName).nullish(),
  event: z.number().int().nullish(),
  /** Only the newest builds of each package: so many of them, or one. */
  latest: z.union([z.boolean(), z.number().int()]).default(true),
  inherit: z.union([z.boolean(), z.number()]).default(true),
  /** Ids of dist repos from whose packages deltas are made. */
  delta: z.array(z.number().int()).nullish(),
  multilib: z.union([z.string(), z.boolean()]).nullish(),
  split_debuginfo: flag,
  skip_missing_signatures: flag,
  allow_missing_signatures: flag,
  write_signed_rpms: flag,
  zck: flag,
  /** A folder of this host. */
  zck_dict_dir: z.string().nullish(),
  createrepo_skip_stat: flag,
});

export type DistRepoOptions = z.infer<typeof distRepoOptions>;

/** The arguments of `createdistrepo`: one arch of a dist repo. */
export const createDistRepoParams = z.object({
  tag: tagParameter,
  repo_id: z.number().int(),
  arch: archName,
  keys: z.array(z.string()),
  opts: distRepoOptions,
});

export type CreateDistRepoParams = z.infer<typeof createDistRepoParams>;
