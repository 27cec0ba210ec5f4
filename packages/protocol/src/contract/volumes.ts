import type { BuildReference, IdAndName, Nothing, Reference } from './shapes.js';

/** Storage volumes and which builds live on them. */
export interface VolumesApi {
  /**
   * All volumes that builds may be stored on.
   *
   * `listVolumes()`, for anyone.
   */
  listVolumes: { params: Record<never, never>; result: IdAndName[] };
  /**
   * The volume of this name or id. Without one: nil, or a fault if strict.
   *
   * `getVolume(volume, strict=false)`, for anyone. Throws GenericError, ParameterError.
   */
  getVolume: { params: { volume: Reference; strict?: boolean }; result: IdAndName | null };
  /**
   * Makes a folder that is mounted below `vol` known as a volume.
   *
   * `addVolume(name, strict=true)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  addVolume: { params: { name: string; strict?: boolean }; result: IdAndName };
  /**
   * Forgets a volume that no build is on.
   *
   * `removeVolume(volume)`, for who holds the permission admin. Throws ActionNotAllowed, GenericError,
   * ParameterError.
   */
  removeVolume: { params: { volume: Reference }; result: Nothing };
  /**
   * Moves a build to another volume.
   *
   * `changeBuildVolume(build, volume, strict=true)`, for who holds the permission admin. Throws
   * ActionNotAllowed, GenericError, ParameterError. Emits postBuildStateChange, preBuildStateChange.
   */
  changeBuildVolume: {
    params: { build: BuildReference; volume: Reference; strict?: boolean };
    result: Nothing;
  };
  /**
   * Moves a build to the volume that the policy has for it.
   *
   * `applyVolumePolicy(build, strict=false)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError, ParameterError. Emits postBuildStateChange, preBuildStateChange.
   */
  applyVolumePolicy: { params: { build: BuildReference; strict?: boolean }; result: Nothing };
}
