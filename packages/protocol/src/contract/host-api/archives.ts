import type { ArchiveTypeInfo, BuildReference, Nothing } from '../shapes.js';

/** What builders do to import archives into builds. */
export interface HostArchivesApi {
  /**
   * Makes a file below work, by its whole path, an archive of a build of type maven or win.
   *
   * `host.importArchive(filepath, buildinfo, type, typeInfo)`, for whom its arguments allow. Throws
   * ActionNotAllowed, AuthError, BuildError, GenericError, ImportError, ParameterError. Emits postImport,
   * preImport.
   */
  'host.importArchive': {
    params: { filepath: string; buildinfo: BuildReference; type: string; typeInfo: ArchiveTypeInfo };
    result: Nothing;
  };
}
