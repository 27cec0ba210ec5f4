/** A dependency as repodata writes it. */
export interface DependencyMetadata {
  name: string;
  /** EQ, LT, GT, LE or GE; absent when any version will do. */
  flags?: string;
  epoch?: string;
  version?: string;
  release?: string;
  /** Needed while the package is being installed or removed. */
  pre?: boolean;
}

export interface FileMetadata {
  path: string;
  type: 'file' | 'dir' | 'ghost';
}

export interface ChangelogMetadata {
  author: string;
  /** Seconds since 1970. */
  date: number;
  text: string;
}

export const DEPENDENCY_LISTS = [
  'provides',
  'requires',
  'conflicts',
  'obsoletes',
  'suggests',
  'enhances',
  'recommends',
  'supplements',
] as const;

export type DependencyList = (typeof DEPENDENCY_LISTS)[number];

/** All that repodata says about one package. */
export interface PackageMetadata {
  name: string;
  arch: string;
  epoch: string;
  version: string;
  release: string;
  /** sha256 of the file, in hexadecimal. */
  pkgid: string;
  summary: string;
  description: string;
  packager: string;
  url: string;
  /** Seconds since 1970 when the file was changed, and when the package was built. */
  fileTime: number;
  buildTime: number;
  packageSize: number;
  installedSize: number;
  archiveSize: number;
  /** Path below the repository, or below `base` when that is given. */
  location: string;
  base?: string;
  license: string;
  vendor: string;
  group: string;
  buildHost: string;
  sourceRpm: string;
  /** Bytes of the file that hold the header. */
  headerStart: number;
  headerEnd: number;
  dependencies: Record<DependencyList, DependencyMetadata[]>;
  files: FileMetadata[];
  /** Oldest first. */
  changelogs: ChangelogMetadata[];
}
