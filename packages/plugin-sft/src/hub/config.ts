import { commaList, flag, readWith, stateKey, type Context } from '@kojikit/hub-core/plugin';
import { z } from 'zod';
import { readSize } from '../config-values.js';

const size = readWith(readSize);

/** Task methods: every one, or those of a list. */
export type Methods = '*' | readonly string[];

/* As in Koji the star has to stand alone. */
const methods = commaList.transform((names): Methods =>
  names.length === 1 && names[0] === '*' ? '*' : names,
);

const permissions = z.strictObject({
  allowed_methods: methods.default(['buildArch']).meta({
    description: 'Task methods whose build roots may be saved, by commas; `*` alone for all.',
    example: 'buildArch, runroot',
  }),
  allow_canceled: flag
    .default(false)
    .meta({ description: 'Build roots of canceled tasks may be saved too.' }),
});

const general = z.strictObject({
  auto_save: methods.default([]).meta({
    description:
      'Task methods whose build roots are saved by themselves when they fail; `*` alone for all. They need not be allowed.',
    example: 'buildArch',
  }),
  auto_save_full: flag.default(false).meta({ description: 'What is saved by itself is the whole root.' }),
});

const limits = z.strictObject({
  max_size: size.default(0).meta({
    description: 'The largest tree, before compression; 0: no limit.',
    unit: 'bytes, or with K M G T',
    example: '20G',
  }),
  min_free: size.default(2 ** 30).meta({
    description: 'What has to stay free on the volume of the hub that the archive goes to.',
    unit: 'bytes, or with K M G T',
    default: '1G',
  }),
});

const retention = z.strictObject({
  dry_run: flag.default(false).meta({
    description: 'Housekeeping only logs what the policy `failed_trees` would remove.',
  }),
});

/**
 * `plugins/save_failed_tree.conf`. Koji refuses to work without the file; here every option has its default. Options
 * that do not exist are mistakes: a misspelt one would silently not protect anything.
 */
export const failedTreeConfig = z.strictObject({
  permissions: permissions.prefault({}),
  general: general.prefault({}),
  limits: limits.prefault({}),
  retention: retention.prefault({}),
});

export type FailedTreeConfig = z.infer<typeof failedTreeConfig>;

/** What the hub's `plugins/save_failed_tree.conf` says, read when the hub starts. */
export const failedTreeSettings = stateKey<FailedTreeConfig>('save_failed_tree.conf');

/** The configuration of the hub at hand. */
export function configOf(ctx: Context): FailedTreeConfig {
  return ctx.state(failedTreeSettings);
}

/** Whether a method is among those of an option. */
export function includesMethod(methods: Methods, method: string): boolean {
  return methods === '*' || methods.includes(method);
}
