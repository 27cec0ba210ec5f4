import { renderRows } from '../../schema/render-rows.js';
import { archiveTypeRows } from './archive-types.js';
import { buildTypeRows, volumeRows } from './builds.js';
import { channelRows } from './hosts.js';
import { externalRepoRows } from './repos.js';
import { lockRows } from './scheduler.js';
import { permissionRows } from './users.js';

/** The rows that every database starts with. */
export const firstRows: string = [
  renderRows('permissions', permissionRows),
  renderRows('channels', channelRows),
  renderRows('volume', volumeRows),
  renderRows('btype', buildTypeRows),
  renderRows('external_repo', externalRepoRows),
  renderRows('archivetypes', archiveTypeRows),
  renderRows('locks', lockRows),
].join('');
