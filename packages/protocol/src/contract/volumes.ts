import type { BuildReference, IdAndName, Nothing, Reference } from './shapes.js';

/** Storage volumes and which builds live on them. */
export interface VolumesApi {
  listVolumes: { params: Record<never, never>; result: IdAndName[] };
  getVolume: { params: { volume: Reference; strict?: boolean }; result: IdAndName | null };
  addVolume: { params: { name: string; strict?: boolean }; result: IdAndName };
  removeVolume: { params: { volume: Reference }; result: Nothing };
  changeBuildVolume: {
    params: { build: BuildReference; volume: Reference; strict?: boolean };
    result: Nothing;
  };
  applyVolumePolicy: { params: { build: BuildReference; strict?: boolean }; result: Nothing };
}
