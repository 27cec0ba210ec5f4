import { archiveTypeRows } from './archive-types.js';
import { buildTypeRows, volumeRows } from './builds.js';
import { channelRows } from './hosts.js';
import { externalRepoRows } from './repos.js';
import { lockRows } from './scheduler.js';
import { permissionRows } from './users.js';

/** The rows that every database starts with, by table. */
export const firstRows: Readonly<Record<string, readonly object[]>> = {
  permissions: permissionRows,
  channels: channelRows,
  volume: volumeRows,
  btype: buildTypeRows,
  external_repo: externalRepoRows,
  archivetypes: archiveTypeRows,
  locks: lockRows,
};
