/** The recorded conversations that the hub answers as Koji does, step by step. */
export const passing: readonly string[] = [
  '01-session',
  '02-multicall',
  '05-user-groups',
  '07-inheritance',
  '10-targets',
  '11-tag-groups',
  '23-external-repos',
];
