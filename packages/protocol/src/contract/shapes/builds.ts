import type { Extra } from './open-data.js';
import type { Float, IdAndName, Seconds, Timestamp } from './values.js';

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
  extra: Extra | null;
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
  extra?: Extra | null;
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
  /** Without their dots. */
  extensions: string;
  /** How to look into such a file: `zip`, `tar`, or nil for not at all. */
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
  extra: Extra | null;
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
export interface MavenArchive extends MavenArtifact {
  archive_id: number;
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
export interface MavenBuild extends MavenArtifact {
  build_id: number;
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

/** Which artifact of Maven something is. */
export interface MavenArtifact {
  group_id: string;
  artifact_id: string;
  version: string;
}

/** What is said of an archive that is imported: for Maven the artifact, for Windows path, platforms and flags, for images the arch. */
export interface ArchiveTypeInfo {
  group_id?: string;
  artifact_id?: string;
  version?: string;
  /** The folder below that of the build. */
  relpath?: string;
  platforms?: string[];
  flags?: string[] | null;
  arch?: string;
}

/** What must hold of archives of a type. */
export interface ArchiveConditions {
  group_id?: string | null;
  artifact_id?: string | null;
  version?: string | null;
  relpath?: string | null;
  arch?: string | null;
  /** All of these. */
  platforms?: string | string[];
  flags?: string | string[];
}

/** What must hold of builds of a type. */
export interface BuildConditions {
  group_id?: string | null;
  artifact_id?: string | null;
  version?: string | null;
  platform?: string | null;
}

/** What names a new build. */
export interface NewBuildInfo {
  name: string;
  version: string;
  release: string;
  epoch: number | null;
}

/** A build that a content generator reserves. */
export interface ReservedBuildInfo extends Omit<NewBuildInfo, 'epoch'> {
  epoch?: number | null;
  draft?: boolean;
}

/** What a builder begins a build with. Its package is named, or given by its id. */
export interface InitialBuildInfo extends Omit<NewBuildInfo, 'name'> {
  name?: string;
  pkg_id?: number | string;
  task_id: number;
  source?: string | null;
  extra?: Extra | null;
  draft?: boolean;
  start_time?: Seconds | string | null;
  volume_id?: number;
}

/** What a builder begins a build of Maven, Windows or an image with; the hub counts the release where it is missing. */
export interface TypedBuildInfo extends Omit<NewBuildInfo, 'release'> {
  release?: string | null;
  source?: string | null;
}

/** A build of Maven, Windows or an image that was begun. */
export interface TypedBuild extends TypedBuildInfo {
  id: number;
  release: string;
  task_id: number;
  owner: number;
  state: number;
  completion_time: null;
}

/** Files of Maven that a builder found in a build root, of one artifact. */
export interface MavenFiles {
  maven_info: MavenArtifact;
  files: {
    filename: string;
    size: Float;
    /** The folder that it was found in. */
    path?: string;
  }[];
}

/** An archive of a build in a tag. */
export interface TaggedArchive extends Pick<
  Archive,
  | 'id'
  | 'type_id'
  | 'btype_id'
  | 'btype'
  | 'build_id'
  | 'buildroot_id'
  | 'filename'
  | 'size'
  | 'checksum'
  | 'checksum_type'
  | 'metadata_only'
> {
  /** Where that was asked for. */
  extra?: Extra | null;
  /** With the type `maven`. */
  maven_group_id?: string;
  maven_artifact_id?: string;
  maven_version?: string;
  /** With the type `win`. */
  relpath?: string;
  platforms?: string;
  flags?: string | null;
}

/** The latest archive of a Maven artifact in a tag, with its build. */
export interface LatestMavenArchive extends MavenArtifact {
  id: number;
  tag_id: number;
  tag_name: string;
  /** The event that its build was tagged with. */
  tag_event: number;
  pkg_id: number;
  build_id: number;
  build_name: string;
  build_version: string;
  build_release: string;
  build_epoch: number | null;
  state: number;
  task_id: number | null;
  owner: number;
  volume_id: number;
  volume_name: string;
  type_id: number;
  buildroot_id: number | null;
  filename: string;
  size: number;
  checksum: string;
  checksum_type: number;
  metadata_only: boolean;
  extra: Extra | null;
}
