import type { Build, TaggedBuild } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import type { TagInfo } from '../tags/index.js';
import type { UserRecord } from '../users/index.js';

/** What handlers get to know. */
export interface TaggingNews {
  readonly tag: TagInfo;
  readonly build: Build | TaggedBuild;
  readonly user: UserRecord;
  readonly force: boolean;
  /** Only when a build is taken out: whether it must be there. */
  readonly strict?: boolean;
}

/** Changes what is in a tag between the events `preTag` and `postTag`, or `preUntag` and `postUntag`. */
export async function announceTagging(
  ctx: Context,
  change: 'Tag' | 'Untag',
  news: TaggingNews,
  write: () => Promise<void>,
): Promise<void> {
  await ctx.emit(`pre${change}`, news);
  await write();
  await ctx.emit(`post${change}`, news);
}
