import type { Seconds } from '@kojikit/protocol';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** A file in an archive, as the archive describes it. */
export interface ArchiveMember {
  readonly name: string;
  /** Bytes, when it is unpacked. */
  readonly size: number;
  readonly mtime: Seconds;
  /** With tar files. */
  readonly mode?: number;
  readonly user?: string;
  readonly group?: string;
}

/** How much of an archive is looked at: what is beyond it was not made to be listed. */
export const MEMBER_LIMITS = {
  members: 100_000,
  /** Characters of all names together. */
  names: 16 * 1024 * 1024,
  /** Bytes of one name, or of what stands in front of an entry. */
  header: 1024 * 1024,
  /** Bytes of a tar file when it is decompressed. */
  content: 32 * 1024 ** 3,
} as const;

/** What is wrong with an archive. Koji has no fault code for it. */
export class UnreadableArchive extends CallerMistake {}

/** The members up to {@link MEMBER_LIMITS}. Throws UnreadableArchive when there are more. */
export async function* limited(
  members: AsyncIterable<ArchiveMember>,
): AsyncGenerator<ArchiveMember, void, undefined> {
  let count = 0;
  let names = 0;
  for await (const member of members) {
    count += 1;
    names += member.name.length;
    if (count > MEMBER_LIMITS.members) {
      throw new UnreadableArchive(`it has more than ${MEMBER_LIMITS.members} members`);
    }
    if (names > MEMBER_LIMITS.names) {
      throw new UnreadableArchive(`its names are longer than ${MEMBER_LIMITS.names} characters`);
    }
    yield member;
  }
}
