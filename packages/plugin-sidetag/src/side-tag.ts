import { isTrue, type TagInfo } from '@kojikit/hub-core/plugin';

/** Whether a tag is a side tag: its extra settings say so. */
export function isSideTag(tag: TagInfo): boolean {
  return isTrue(tag.extra['sidetag']);
}

/** Whether a tag is a side tag of this user. */
export function belongsTo(tag: TagInfo, userId: number): boolean {
  return isSideTag(tag) && tag.extra['sidetag_user_id'] === userId;
}
