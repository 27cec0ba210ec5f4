/** Recordings that pass on our hub. */
export const passing: readonly string[] = [
  '24-scheduler',
  '22-repos',
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
];

/** The other recordings, each with what it waits for. */
export const others: Readonly<Record<string, string>> = {
  '10-import': 'not all commands are there',
  '11-tagging': 'not all commands are there',
  '15-build-commands': 'not all commands are there',
  '16-signatures': 'not all commands are there',
  '19-clone-tag': 'not all commands are there',
  '20-sidetags': 'needs the plugin',
  '21-runroot-failed-trees': 'needs the plugins',
  '23-builds-by-builder': 'not all commands are there',
  '25-downloads': 'not all commands are there',
};
