/** The recorded conversations that the hub answers as Koji does, step by step. */
export const passing: readonly string[] = [
  '01-session',
  '02-multicall',
  '04-users-perms',
  '05-user-groups',
  '06-tags',
  '07-inheritance',
  '10-targets',
  '11-tag-groups',
  '23-external-repos',
  '24-repos',
  '25-notifications',
  '26-search-filter',
  '12-hosts-channels',
  '14-task-lists',
  '16-scheduler',
];
