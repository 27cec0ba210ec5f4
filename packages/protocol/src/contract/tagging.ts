import type {
  BuildReference,
  MissingPackage,
  Nothing,
  Reference,
  Struct,
  TagContentsCount,
  TaggedBuild,
  TaggedRpm,
} from './shapes.js';

/** Which builds are in a tag. */
export interface TaggingApi {
  listTagged: {
    params: {
      tag: Reference;
      event?: number | null;
      inherit?: boolean;
      prefix?: string | null;
      latest?: boolean | number;
      package?: string | null;
      owner?: string | null;
      type?: string | null;
      strict?: boolean;
      extra?: boolean;
      draft?: boolean | null;
    };
    result: TaggedBuild[];
  };
  /** An addition to Koji's API: how much is in a tag, with what it inherits and of its own. */
  countTagContents: { params: { tag: Reference }; result: TagContentsCount };
  getLatestBuilds: {
    params: {
      tag: Reference;
      event?: number | null;
      package?: string | null;
      type?: string | null;
      draft?: boolean | null;
    };
    result: TaggedBuild[];
  };
  listTaggedRPMS: {
    params: {
      tag: Reference;
      event?: number | null;
      inherit?: boolean;
      latest?: boolean | number;
      package?: string | null;
      arch?: string | string[] | null;
      rpmsigs?: boolean;
      owner?: string | null;
      type?: string | null;
      strict?: boolean;
      extra?: boolean;
      draft?: boolean | null;
    };
    result: [rpms: TaggedRpm[], builds: TaggedBuild[]] | [];
  };
  getLatestRPMS: {
    params: {
      tag: Reference;
      package?: string | null;
      arch?: string | string[] | null;
      event?: number | null;
      rpmsigs?: boolean;
      type?: string | null;
      draft?: boolean | null;
    };
    result: [rpms: TaggedRpm[], builds: TaggedBuild[]];
  };
  listTaggedArchives: {
    params: {
      tag: Reference;
      event?: number | null;
      inherit?: boolean;
      latest?: boolean | number;
      package?: string | null;
      type?: string | null;
      strict?: boolean;
      extra?: boolean;
    };
    result: [archives: Struct[], builds: TaggedBuild[]] | [];
  };
  getLatestMavenArchives: {
    params: { tag: Reference; event?: number | null; inherit?: boolean };
    result: Struct[];
  };
  tagBuild: {
    params: { tag: Reference; build: BuildReference; force?: boolean | null; fromtag?: Reference | null };
    result: number;
  };
  tagBuildBypass: {
    params: { tag: Reference; build: BuildReference; force?: boolean | null; notify?: boolean };
    result: Nothing;
  };
  untagBuild: {
    params: { tag: Reference; build: BuildReference; strict?: boolean; force?: boolean | null };
    result: Nothing;
  };
  untagBuildBypass: {
    params: {
      tag: Reference;
      build: BuildReference;
      strict?: boolean;
      force?: boolean | null;
      notify?: boolean;
    };
    result: Nothing;
  };
  moveBuild: {
    params: { tag1: Reference; tag2: Reference; build: BuildReference; force?: boolean | null };
    result: number;
  };
  moveAllBuilds: {
    params: { tag1: Reference; tag2: Reference; package: Reference; force?: boolean | null };
    result: number[];
  };
  tagChangedSinceEvent: { params: { event: number; taglist: number[] }; result: boolean };
  tagFirstChangeEvent: {
    params: { tag: Reference; after?: number | null; inherit?: boolean };
    result: number | null;
  };
  tagLastChangeEvent: {
    params: { tag: Reference; before?: number | null; inherit?: boolean };
    result: number | null;
  };
  /**
   * An addition to Koji's API: why a tag, with what it inherits, has not got packages, RPMs or capabilities (at most 20):
   * who took them out and when, or blocked them. What provides a capability is guessed by names.
   */
  explainMissingPackages: { params: { tag: Reference; names: string[] }; result: MissingPackage[] };
}
