import type { Extra } from '@kojikit/protocol';

/** A file of a build that is no RPM, as Koji's API returns it; some filters and types add members. */
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
  extra: Extra | null;
}
