import type { Extra } from '@kojikit/protocol';

/** An RPM as Koji's API returns it. */
export interface RpmInfo {
  id: number;
  /** Null for an RPM of an external repo. */
  build_id: number | null;
  buildroot_id: number | null;
  name: string;
  version: string;
  release: string;
  epoch: number | null;
  arch: string;
  draft: boolean | null;
  /** 0 (`INTERNAL`) for an RPM of a build. */
  external_repo_id: number;
  external_repo_name: string;
  /** The MD5 digest of header and payload, as hexadecimal text. */
  payloadhash: string;
  /** Bytes. */
  size: number;
  /** Seconds since 1970. */
  buildtime: number;
  metadata_only: boolean;
  extra: Extra | null;
}

/** The parts that name a file of an RPM. */
export interface NameOfRpm {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly arch: string;
}
