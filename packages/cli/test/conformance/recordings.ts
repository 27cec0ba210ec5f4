/** Recordings that pass on our hub. */
export const passing: readonly string[] = [];

/** The other recordings, each with what it waits for. */
export const others: Readonly<Record<string, string>> = {
  '01-global': 'commands of this file are missing, or rooms of the hub',
  '02-users': 'commands of this file are missing, or rooms of the hub',
  '03-hosts': 'commands of this file are missing, or rooms of the hub',
  '04-tags': 'commands of this file are missing, or rooms of the hub',
  '05-inheritance': 'commands of this file are missing, or rooms of the hub',
  '06-targets': 'commands of this file are missing, or rooms of the hub',
  '07-packages': 'commands of this file are missing, or rooms of the hub',
  '08-groups': 'commands of this file are missing, or rooms of the hub',
  '09-external-repos': 'commands of this file are missing, or rooms of the hub',
  '10-import': 'commands of this file are missing, or rooms of the hub',
  '11-tagging': 'commands of this file are missing, or rooms of the hub',
  '12-history': 'commands of this file are missing, or rooms of the hub',
  '13-tasks': 'commands of this file are missing, or rooms of the hub',
  '14-taskinfo': 'commands of this file are missing, or rooms of the hub',
  '15-build-commands': 'commands of this file are missing, or rooms of the hub',
  '16-signatures': 'commands of this file are missing, or rooms of the hub',
  '17-call': 'commands of this file are missing, or rooms of the hub',
  '18-notifications': 'commands of this file are missing, or rooms of the hub',
  '19-clone-tag': 'commands of this file are missing, or rooms of the hub',
  '20-sidetags': 'commands of this file are missing, or rooms of the hub',
  '21-runroot-failed-trees': 'commands of this file are missing, or rooms of the hub',
  '22-repos': 'commands of this file are missing, or rooms of the hub',
  '23-builds-by-builder': 'commands of this file are missing, or rooms of the hub',
  '24-scheduler': 'commands of this file are missing, or rooms of the hub',
  '25-downloads': 'commands of this file are missing, or rooms of the hub',
};
