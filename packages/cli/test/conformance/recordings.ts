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
];

/** The other recordings, each with what it waits for. */
export const others: Readonly<Record<string, string>> = {
  '10-import': 'not all commands are there',
  '11-tagging': 'not all commands are there',
  '15-build-commands': 'not all commands are there',
  '16-signatures': 'not all commands are there',
  '19-clone-tag': 'not all commands are there',
  '23-builds-by-builder': 'not all commands are there',
  '25-downloads': 'not all commands are there',
};

/** The packages of the hub's plugins that a recording is about. Their commands are found as those of any plugin. */
export const withPlugins: Readonly<Record<string, readonly string[]>> = {
  '21-runroot-failed-trees': ['@kojikit/plugin-runroot', '@kojikit/plugin-sft'],
  '20-sidetags': ['@kojikit/plugin-sidetag'],
};
