import type {
  Archive,
  ArchiveConditions,
  ArchiveFile,
  ArchiveType,
  ArchiveTypeInfo,
  Build,
  BuilderOptions,
  BuildReference,
  ContentGeneratorBuild,
  GeneratorMetadata,
  IdAndName,
  ImageArchive,
  ImageBuild,
  Listing,
  MavenArchive,
  MavenArtifact,
  MavenBuild,
  Nothing,
  QueryOptions,
  Reference,
  ReservedBuildInfo,
  WinArchive,
  WinBuild,
} from './shapes.js';

/** Files of builds that are no RPMs, their types, and content generators. */
export interface ArchivesApi {
  /**
   * An archive with everything that is known of it. Without one: nil, or a fault if strict.
   *
   * `getArchive(archive_id, strict=false)`, for anyone. Throws GenericError, ParameterError.
   */
  getArchive: { params: { archive_id: number; strict?: boolean }; result: Archive | null };
  /**
   * The archives that fit every given filter.
   *
   * `listArchives(buildID=nil, buildrootID=nil, componentBuildrootID=nil, hostID=nil, type=nil,
   * filename=nil, size=nil, checksum=nil, checksum_type=nil, typeInfo=nil, queryOpts=nil, imageID=nil,
   * archiveID=nil, strict=false)`, for anyone. Throws GenericError, ParameterError.
   */
  listArchives: {
    params: {
      buildID?: number | null;
      buildrootID?: number | null;
      componentBuildrootID?: number | null;
      hostID?: number | null;
      type?: string | null;
      filename?: string | null;
      size?: number | null;
      checksum?: string | null;
      checksum_type?: number | null;
      typeInfo?: ArchiveConditions | null;
      queryOpts?: QueryOptions | null;
      imageID?: number | null;
      archiveID?: number | null;
      strict?: boolean;
    };
    result: Listing<Archive>;
  };
  /**
   * A file in an archive that is a zip or tar file, by its name. Without one: nil, or a fault if strict.
   *
   * `getArchiveFile(archive_id, filename, strict=false)`, for anyone. Throws GenericError, ParameterError.
   */
  getArchiveFile: {
    params: { archive_id: number; filename: string; strict?: boolean };
    result: ArchiveFile | null;
  };
  /**
   * The files in an archive that is a zip or tar file. Of another kind: none, or a fault if strict.
   *
   * `listArchiveFiles(archive_id, queryOpts=nil, strict=false)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  listArchiveFiles: {
    params: { archive_id: number; queryOpts?: QueryOptions | null; strict?: boolean };
    result: Listing<ArchiveFile>;
  };
  /**
   * The kind of archive of a file name, a name or an id. Without one: nil, or a fault if strict.
   *
   * `getArchiveType(filename=nil, type_name=nil, type_id=nil, strict=false)`, for anyone. Throws
   * GenericError, ParameterError.
   */
  getArchiveType: {
    params: {
      filename?: string | null;
      type_name?: string | null;
      type_id?: number | null;
      strict?: boolean;
    };
    result: ArchiveType | null;
  };
  /**
   * The kinds of files that builds may have beside RPMs.
   *
   * `getArchiveTypes()`, for anyone.
   */
  getArchiveTypes: { params: Record<never, never>; result: ArchiveType[] };
  /**
   * Adds a kind of files that builds may have.
   *
   * `addArchiveType(name, description, extensions, compression_type=nil)`, for who holds the permission
   * admin. Throws ActionNotAllowed, GenericError, ParameterError.
   */
  addArchiveType: {
    params: { name: string; description: string; extensions: string; compression_type?: string | null };
    result: Nothing;
  };
  /**
   * Adds a build type.
   *
   * `addBType(name)`, for who holds the permission admin. Throws ActionNotAllowed, GenericError.
   */
  addBType: { params: { name: string }; result: Nothing };
  /**
   * The build types, or the one of a name or id.
   *
   * `listBTypes(query=nil, queryOpts=nil)`, for anyone.
   */
  listBTypes: {
    params: { query?: { name?: string; id?: number } | null; queryOpts?: QueryOptions | null };
    result: Listing<IdAndName>;
  };
  /**
   * Makes an uploaded file, by its path below work, an archive of a build of type maven, win or image.
   *
   * `importArchive(filepath, buildinfo, type, typeInfo)`, for whom its arguments allow. Throws
   * ActionNotAllowed, BuildError, GenericError, ImportError, ParameterError. Emits postImport, preImport.
   */
  importArchive: {
    params: { filepath: string; buildinfo: BuildReference; type: string; typeInfo: ArchiveTypeInfo };
    result: Nothing;
  };
  /**
   * Imports a build of a content generator and returns it. The metadata is a struct, JSON text, or the name
   * of a file in the uploaded directory; the token is that of a reserved build.
   *
   * `CGImport(metadata, directory, token=nil)`, for whom its arguments allow. Throws ActionNotAllowed,
   * AuthError, BuildError, GenericError, ImportError, ParameterError. Emits postBuildStateChange,
   * postImport, postRPMSign, preBuildStateChange, preImport, preRPMSign.
   */
  CGImport: {
    params: { metadata: string | GeneratorMetadata | null; directory: string; token?: string | null };
    result: Build;
  };
  /**
   * Reserves a build that a content generator will import, and returns its id and a token for it.
   *
   * `CGInitBuild(cg, data)`, for anyone. Throws AuthError, GenericError, ParameterError. Emits
   * postBuildStateChange, preBuildStateChange.
   */
  CGInitBuild: { params: { cg: Reference; data: ReservedBuildInfo }; result: ContentGeneratorBuild };
  /**
   * Gives up a reserved build, which is failed (the default) or canceled from then on.
   *
   * `CGRefundBuild(cg, build_id, token, state=3)`, for anyone. Throws AuthError, GenericError,
   * ParameterError. Emits postBuildStateChange, preBuildStateChange.
   */
  CGRefundBuild: {
    params: { cg: Reference; build_id: number; token: string; state?: number };
    result: Nothing;
  };
  /**
   * The content generators with their ids and the users who may import as them.
   *
   * `listCGs()`, for anyone.
   */
  listCGs: { params: Record<never, never>; result: Record<string, { id: number; users: string[] }> };
  /**
   * Lets a user import as a content generator, which is made if wanted.
   *
   * `grantCGAccess(user, cg, create=false)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  grantCGAccess: { params: { user: Reference; cg: Reference; create?: boolean }; result: Nothing };
  /**
   * No longer lets a user import as a content generator.
   *
   * `revokeCGAccess(user, cg)`, for who holds the permission admin. Throws ActionNotAllowed, GenericError,
   * ParameterError.
   */
  revokeCGAccess: { params: { user: Reference; cg: Reference }; result: Nothing };
  /**
   * Says which Maven artifact a build is; makes the build when it is not there.
   *
   * `createMavenBuild(build_info, maven_info)`, for whom its arguments allow. Throws ActionNotAllowed,
   * BuildError, GenericError, ParameterError. Emits postBuildStateChange, preBuildStateChange.
   */
  createMavenBuild: { params: { build_info: BuildReference; maven_info: MavenArtifact }; result: Nothing };
  /**
   * Which Maven artifact a build is. Nil when it is none, or a fault if strict.
   *
   * `getMavenBuild(buildInfo, strict=false)`, for anyone. Throws GenericError.
   */
  getMavenBuild: { params: { buildInfo: BuildReference; strict?: boolean }; result: MavenBuild | null };
  /**
   * What is known of an archive as one of a Maven build. Otherwise nil, or a fault if strict.
   *
   * `getMavenArchive(archive_id, strict=false)`, for anyone. Throws GenericError.
   */
  getMavenArchive: { params: { archive_id: number; strict?: boolean }; result: MavenArchive | null };
  /**
   * Makes the task of a Maven build, and returns its id.
   *
   * `mavenBuild(url, target, opts=nil, priority=nil, channel="maven")`, for whom its arguments allow. Throws
   * ActionNotAllowed, GenericError, ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  mavenBuild: {
    params: {
      url: string;
      target: Reference;
      opts?: BuilderOptions | null;
      priority?: number | null;
      channel?: string;
    };
    result: number;
  };
  /**
   * Makes the task of several Maven builds that need each other, by package. Returns its id.
   *
   * `chainMaven(builds, target, opts=nil, priority=nil, channel="maven")`, for whom its arguments allow.
   * Throws ActionNotAllowed, GenericError, ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  chainMaven: {
    params: {
      /** The parameters of each build, by the name of its package. */
      builds: Record<string, BuilderOptions>;
      target: Reference;
      opts?: BuilderOptions | null;
      priority?: number | null;
      channel?: string;
    };
    result: number;
  };
  /**
   * Makes the task that wraps a complete build in RPMs, and returns its id.
   *
   * `wrapperRPM(build, url, target, priority=nil, channel="maven", opts=nil)`, for whom its arguments allow.
   * Throws ActionNotAllowed, GenericError, ParameterError, PreBuildError. Emits postTaskStateChange,
   * preTaskStateChange.
   */
  wrapperRPM: {
    params: {
      build: BuildReference;
      url: string;
      target: Reference;
      priority?: number | null;
      channel?: string;
      opts?: BuilderOptions | null;
    };
    result: number;
  };
  /**
   * Says what platform a Windows build is for; makes the build when it is not there.
   *
   * `createWinBuild(build_info, win_info)`, for whom its arguments allow. Throws ActionNotAllowed,
   * GenericError, ParameterError. Emits postBuildStateChange, preBuildStateChange.
   */
  createWinBuild: { params: { build_info: BuildReference; win_info: { platform: string } }; result: Nothing };
  /**
   * What platform a Windows build is for. Nil when it is none, or a fault if strict.
   *
   * `getWinBuild(buildInfo, strict=false)`, for anyone. Throws GenericError.
   */
  getWinBuild: { params: { buildInfo: BuildReference; strict?: boolean }; result: WinBuild | null };
  /**
   * What is known of an archive as one of a Windows build. Otherwise nil, or a fault if strict.
   *
   * `getWinArchive(archive_id, strict=false)`, for anyone. Throws GenericError.
   */
  getWinArchive: { params: { archive_id: number; strict?: boolean }; result: WinArchive | null };
  /**
   * Makes the task of a Windows build in a virtual machine, which the policy vm must allow. Returns its id.
   *
   * `winBuild(vm, url, target, opts=nil, priority=nil, channel="vm")`, for whom its arguments allow. Throws
   * ActionNotAllowed, GenericError, ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  winBuild: {
    params: {
      vm: string;
      url: string;
      /** Nil: the option `repo_id` says what is built from. */
      target: Reference | null;
      opts?: BuilderOptions | null;
      priority?: number | null;
      channel?: string;
    };
    result: number;
  };
  /**
   * Marks a build as an image build; makes the build when it is not there.
   *
   * `createImageBuild(build_info)`, for who holds the permission image-import or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError. Emits postBuildStateChange, preBuildStateChange.
   */
  createImageBuild: { params: { build_info: BuildReference }; result: Nothing };
  /**
   * That a build is an image build. Nil when it is none, or a fault if strict.
   *
   * `getImageBuild(buildInfo, strict=false)`, for anyone. Throws GenericError.
   */
  getImageBuild: { params: { buildInfo: BuildReference; strict?: boolean }; result: ImageBuild | null };
  /**
   * What is known of an archive as one of an image build. Otherwise nil, or a fault if strict.
   *
   * `getImageArchive(archive_id, strict=false)`, for anyone. Throws GenericError.
   */
  getImageArchive: { params: { archive_id: number; strict?: boolean }; result: ImageArchive | null };
  /**
   * Makes the task of a live CD, an appliance or live media, and returns its id.
   *
   * `buildImage(name, version, arch, target, ksfile, img_type, opts=nil, priority=nil)`, for whom its
   * arguments allow. Throws ActionNotAllowed, GenericError, ParameterError. Emits postTaskStateChange,
   * preTaskStateChange.
   */
  buildImage: {
    params: {
      name: string;
      version: string;
      /** Several for live media. */
      arch: string | string[];
      target: Reference;
      ksfile: string;
      img_type: string;
      opts?: BuilderOptions | null;
      priority?: number | null;
    };
    result: number;
  };
  /**
   * Makes the task of an image that is made of other images with a template, and returns its id.
   *
   * `buildImageIndirection(opts=nil, priority=nil)`, for who holds the permission image or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  buildImageIndirection: {
    params: { opts?: BuilderOptions | null; priority?: number | null };
    result: number;
  };
  /**
   * Makes the task of an image that is installed from a tree, and returns its id.
   *
   * `buildImageOz(name, version, arches, target, inst_tree, opts=nil, priority=nil)`, for who holds the
   * permission image or admin. Throws ActionNotAllowed, GenericError, ParameterError. Emits
   * postTaskStateChange, preTaskStateChange.
   */
  buildImageOz: {
    params: {
      name: string;
      version: string;
      arches: string[];
      target: Reference;
      inst_tree: string;
      opts?: BuilderOptions | null;
      priority?: number | null;
    };
    result: number;
  };
}
