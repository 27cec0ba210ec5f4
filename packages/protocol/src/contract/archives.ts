import type {
  Archive,
  ArchiveFile,
  ArchiveType,
  Build,
  BuildReference,
  ContentGeneratorBuild,
  IdAndName,
  ImageArchive,
  ImageBuild,
  Listing,
  MavenArchive,
  MavenBuild,
  Nothing,
  QueryOptions,
  Reference,
  Struct,
  WinArchive,
  WinBuild,
} from './shapes.js';

/** Files of builds that are no RPMs, their types, and content generators. */
export interface ArchivesApi {
  getArchive: { params: { archive_id: number; strict?: boolean }; result: Archive | null };
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
      typeInfo?: Struct | null;
      queryOpts?: QueryOptions | null;
      imageID?: number | null;
      archiveID?: number | null;
      strict?: boolean;
    };
    result: Listing<Archive>;
  };
  getArchiveFile: {
    params: { archive_id: number; filename: string; strict?: boolean };
    result: ArchiveFile | null;
  };
  listArchiveFiles: {
    params: { archive_id: number; queryOpts?: QueryOptions | null; strict?: boolean };
    result: Listing<ArchiveFile>;
  };
  getArchiveType: {
    params: {
      filename?: string | null;
      type_name?: string | null;
      type_id?: number | null;
      strict?: boolean;
    };
    result: ArchiveType | null;
  };
  getArchiveTypes: { params: Record<never, never>; result: ArchiveType[] };
  addArchiveType: {
    params: { name: string; description: string; extensions: string; compression_type?: string | null };
    result: Nothing;
  };
  addBType: { params: { name: string }; result: Nothing };
  listBTypes: {
    params: { query?: Struct | null; queryOpts?: QueryOptions | null };
    result: Listing<IdAndName>;
  };
  importArchive: {
    params: { filepath: string; buildinfo: BuildReference; type: string; typeInfo: Struct };
    result: Struct | null;
  };
  CGImport: {
    params: { metadata: string | Struct | null; directory: string; token?: string | null };
    result: Build;
  };
  CGInitBuild: { params: { cg: Reference; data: Struct }; result: ContentGeneratorBuild };
  CGRefundBuild: {
    params: { cg: Reference; build_id: number; token: string; state?: number };
    result: Nothing;
  };
  listCGs: { params: Record<never, never>; result: Record<string, { id: number; users: string[] }> };
  grantCGAccess: { params: { user: Reference; cg: Reference; create?: boolean }; result: Nothing };
  revokeCGAccess: { params: { user: Reference; cg: Reference }; result: Nothing };
  createMavenBuild: { params: { build_info: BuildReference; maven_info: Struct }; result: Nothing };
  getMavenBuild: { params: { buildInfo: BuildReference; strict?: boolean }; result: MavenBuild | null };
  getMavenArchive: { params: { archive_id: number; strict?: boolean }; result: MavenArchive | null };
  mavenBuild: {
    params: {
      url: string;
      target: Reference;
      opts?: Struct | null;
      priority?: number | null;
      channel?: string;
    };
    result: number;
  };
  chainMaven: {
    params: {
      builds: Struct;
      target: Reference;
      opts?: Struct | null;
      priority?: number | null;
      channel?: string;
    };
    result: number;
  };
  wrapperRPM: {
    params: {
      build: BuildReference;
      url: string;
      target: Reference;
      priority?: number | null;
      channel?: string;
      opts?: Struct | null;
    };
    result: number;
  };
  createWinBuild: { params: { build_info: BuildReference; win_info: Struct }; result: Nothing };
  getWinBuild: { params: { buildInfo: BuildReference; strict?: boolean }; result: WinBuild | null };
  getWinArchive: { params: { archive_id: number; strict?: boolean }; result: WinArchive | null };
  winBuild: {
    params: {
      vm: string;
      url: string;
      /** Nil: the option `repo_id` says what is built from. */
      target: Reference | null;
      opts?: Struct | null;
      priority?: number | null;
      channel?: string;
    };
    result: number;
  };
  createImageBuild: { params: { build_info: BuildReference }; result: Nothing };
  getImageBuild: { params: { buildInfo: BuildReference; strict?: boolean }; result: ImageBuild | null };
  getImageArchive: { params: { archive_id: number; strict?: boolean }; result: ImageArchive | null };
  buildImage: {
    params: {
      name: string;
      version: string;
      /** Several for live media. */
      arch: string | string[];
      target: Reference;
      ksfile: string;
      img_type: string;
      opts?: Struct | null;
      priority?: number | null;
    };
    result: number;
  };
  buildImageIndirection: { params: { opts?: Struct | null; priority?: number | null }; result: number };
  buildImageOz: {
    params: {
      name: string;
      version: string;
      arches: string[];
      target: Reference;
      inst_tree: string;
      opts?: Struct | null;
      priority?: number | null;
    };
    result: number;
  };
}
