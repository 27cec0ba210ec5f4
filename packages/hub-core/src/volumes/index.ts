export {
  applyVolumePolicy,
  checkVolumePolicy,
  volumeByPolicy,
  type VolumePolicyOptions,
} from './apply-volume-policy.js';
export { changeBuildVolume, moveToVolume, type MoveOptions } from './change-build-volume.js';
export { listVolumes, lookupVolume } from './change-volumes.js';
export { isFolder, statOrNothing, volumeFolder } from './volume-folder.js';
export { ensureVolumeBacklink, ensureVolumeLink, placeVolumeLink } from './volume-links.js';
