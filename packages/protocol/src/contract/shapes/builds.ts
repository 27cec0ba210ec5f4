import type { IdAndName, Seconds, Struct, Timestamp } from './values.js';

/** What every listing of builds has. */
export interface BuildRow {
  build_id: number;
  name: string;
  version: string;
  release: string;
  epoch: number | null;
  nvr: string;
  draft: boolean;
  state: number;
  package_id: number;
  package_name: string;
  owner_id: number;
  owner_name: string;
  task_id: number | null;
  volume_id: number;
  volume_name: string;
  creation_event_id: number;
  creation_time: Timestamp;
  start_time: Timestamp | null;
  completion_time: Timestamp | null;
  promoter_id: number | null;
  promoter_name: string | null;
  promotion_time: Timestamp | null;
}

/** A build as listings return it. */
export interface ListedBuild extends BuildRow {
  creation_ts: Seconds;
  start_ts: Seconds | null;
  completion_ts: Seconds | null;
  promotion_ts: Seconds | null;
  source: string | null;
  extra: Struct | null;
}

/** A build with the content generator that made it, if one did. */
export interface Build extends ListedBuild {
  id: number;
  cg_id: number | null;
  cg_name: string | null;
}

/** A build in a tag. */
export interface TaggedBuild extends BuildRow {
  id: number;
  tag_id: number;
  tag_name: string;
  create_event: number;
  extra?: Struct | null;
  /** With the type `maven`. */
  maven_group_id?: string;
  maven_artifact_id?: string;
  maven_version?: string;
  /** With the type `win`. */
  platform?: string;
}

/** A build in a list that people look through. */
export interface BrowsedBuild {
  build_id: number;
  nvr: string;
  package_id: number;
  state: number;
  draft: boolean;
  owner_id: number;
  owner_name: string;
  task_id: number | null;
  creation_ts: Seconds;
  start_ts: Seconds | null;
  completion_ts: Seconds | null;
  /** The tag that it is in, where builds of a tag were asked for. */
  tag_id?: number;
  tag_name?: string;
}

/** Some builds of a list, and what the list is of. */
export interface BrowsedBuilds {
  tag: IdAndName | null;
  user: IdAndName | null;
  package: IdAndName | null;
  /** The build type that counts; nil for all, also when the one that was asked for does not exist. */
  type: string | null;
  /** The build types of the site, where a type was asked for. */
  types: string[];
  builds: BrowsedBuild[];
  /** How many there are in all; nil for more than 10,000. */
  total: number | null;
}

/** A build that is in no tag. */
export interface UntaggedBuild extends IdAndName {
  version: string;
  release: string;
}

/** What keeps a build from being deleted: tags it is in, RPMs and archives in build roots, images made of it. */
export interface BuildReferences {
  tags: { tag_id: number; name: string }[];
  rpms: {
    id: number;
    name: string;
    version: string;
    release: string;
    arch: string;
    build_id: number;
  }[];
  component_of: number[];
  archives: { id: number; type_id: number; type_name: string; build_id: number; filename: string }[];
  images: number[];
  last_used: Seconds | null;
}

/** A log of a build; `path` is below the hub's top folder. */
export interface BuildLog {
  name: string;
  dir: string;
  path: string;
}

/** A kind of archive; its extensions are separated by blanks. */
export interface ArchiveType extends IdAndName {
  description: string;
  extensions: string;
  compression_type: string | null;
}

/** A file of a build other than an RPM. */
export interface Archive {
  id: number;
  build_id: number;
  buildroot_id: number | null;
  filename: string;
  size: number;
  checksum: string;
  checksum_type: number;
  metadata_only: boolean;
  extra: Struct | null;
  btype: string;
  btype_id: number;
  type_id: number;
  type_name: string;
  type_description: string;
  type_extensions: string;
  compression_type: string | null;
  /** With the type `maven`. */
  group_id?: string;
  artifact_id?: string;
  version?: string;
  /** With the type `win`. */
  relpath?: string | null;
  platforms?: string;
  flags?: string | null;
  /** With the type `image`. */
  arch?: string;
  /** Also with the type `image`: whether it is known to consist of RPMs. */
  rootid?: boolean;
}

/** A file in an archive that the hub can look into: a zip or tar file. */
export interface ArchiveFile {
  archive_id: number;
  name: string;
  /** Bytes, when it is unpacked. */
  size: number;
  /** Since 1970. Zip files have local times, which are taken for those of the hub. */
  mtime: Seconds;
  /** With tar files. */
  mode?: number;
  user?: string;
  group?: string;
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

/** Which Maven artifact a build is. */
export interface MavenBuild {
  build_id: number;
  group_id: string;
  artifact_id: string;
  version: string;
}

/** What platform a Windows build is for. */
export interface WinBuild {
  build_id: number;
  platform: string;
}

/** That a build is an image build. */
export interface ImageBuild {
  build_id: number;
}

/** A build that a content generator has announced, and the token to import it with. */
export interface ContentGeneratorBuild {
  build_id: number;
  token: string;
}
