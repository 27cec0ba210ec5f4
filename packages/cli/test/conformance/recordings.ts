/** Recordings that pass on our hub. */
export const passing: readonly string[] = [
  '24-scheduler',
  '22-repos',
  '21-runroot-failed-trees',
  '17-call',
  '14-taskinfo',
  '13-tasks',
  '04-tags',
  '01-global',
  '02-users',
  '03-hosts',
  '05-inheritance',
  '06-targets',
  '07-packages',
  '08-groups',
  '09-external-repos',
  '12-history',
  '18-notifications',
  '20-sidetags',
  '19-clone-tag',
  '10-import',
  '11-tagging',
  '16-signatures',
  '25-downloads',
  '15-build-commands',
  '23-builds-by-builder',
];

/** The other recordings, each with what it waits for: none does. */
export const others: Readonly<Record<string, string>> = {};

/** Steps at which Koji's own command ends with an exception of Python where ours does what it was asked for. */
export const mended: Readonly<Record<string, readonly number[]>> = {
  // list-signed --tag with --key, and prune-signed-copies --debug.
  '16-signatures': [38, 54, 64],
};

/** The packages of the hub's plugins that a recording is about. Their commands are found as those of any plugin. */
export const withPlugins: Readonly<Record<string, readonly string[]>> = {
  '21-runroot-failed-trees': ['@kojikit/plugin-runroot', '@kojikit/plugin-sft'],
  '20-sidetags': ['@kojikit/plugin-sidetag'],
};
