/** A file of a build that is no RPM, as Koji's API answers it; some filters and types add members. */
export interface ArchiveInfo {
  id: number;
  type_id: number;
  type_name: string;
  type_description: string;
  type_extensions: string;
  compression_type: string | null;
  /** The build type that the file belongs to. */
  btype_id: number;
  btype: string;
  build_id: number;
  buildroot_id: number | null;
  filename: string;
  /** Bytes. */
  size: number;
  checksum: string;
  /** One of CHECKSUM_TYPES. */
  checksum_type: number;
  metadata_only: boolean;
  extra: unknown;
}

/** What is known of an archive as one of a Maven build. */
export interface MavenArchive {
  archive_id: number;
  group_id: string;
  artifact_id: string;
  version: string;
}

/** What is known of an archive as one of a Windows build. */
export interface WinArchive {
  archive_id: number;
  relpath: string;
  platforms: string;
  flags: string | null;
}

/** What is known of an archive as one of an image build. */
export interface ImageArchive {
  archive_id: number;
  arch: string;
  /** Whether the image holds RPMs, so that it is one of a root file system. */
  rootid: boolean;
}
