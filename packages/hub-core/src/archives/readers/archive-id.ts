import { comparedInteger } from '../../readers/index.js';
import { pythonStr } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';

/** The id of an archive. */
export interface ArchiveId {
  /** Undefined where nil was given, which Koji does not look for: any archive will do. Null is the id of none. */
  readonly id: number | null | undefined;
  /** What was given, as texts of faults show it. */
  readonly shown: string;
}

/** Reads the id of an archive. Refuses what is no number without a fault code of Koji's. */
export const archiveId: Reader<ArchiveId, number> = (value) => ({
  id: value === null || value === undefined ? undefined : comparedInteger(value),
  shown: pythonStr(value),
});
