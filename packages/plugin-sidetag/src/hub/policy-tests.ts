import { GenericError } from '@kojikit/protocol';
import { findTag, policyTest, policyUser, read, type PolicyTest } from '@kojikit/hub-core/plugin';
import { isFurtherOwner } from './life/further-owner.js';
import { belongsTo, isSideTag } from './side-tag.js';

/** `is_sidetag`. Throws when the data has no tag, or one that is gone. */
export const isSidetag: PolicyTest = {
  name: 'is_sidetag',
  doc: 'The tag is a side tag.',
  async run(ctx, data) {
    if (!Object.hasOwn(data, 'tag')) throw new Error("'tag'");
    const tag = await findTag(ctx, read.nameOrId(data['tag']));
    if (tag === undefined) throw new TypeError('the tag of the data does not exist');
    return isSideTag(tag);
  },
};

/** `is_sidetag_owner`. */
export const isSidetagOwner = policyTest('is_sidetag_owner', {
  usage: '[tag|fromtag|both]',
  doc: 'The tag (the default), the tag that the build comes from, or both are side tags of the user. A tag that is missing makes it false; callers with the permission admin count as owners.',
  prepare([, field = 'tag', ...others]) {
    if (others.length > 0) throw new GenericError('Just one argument is allowed for this test.');
    if (field === 'both') return ['tag', 'fromtag'];
    if (field !== 'tag' && field !== 'fromtag')
      throw new GenericError(`expected tag, fromtag or both, not ${field}`);
    return [field];
  },
  async run(ctx, data, fields) {
    const user = await policyUser(ctx, data);
    for (const field of fields) {
      if (!Object.hasOwn(data, field)) return false;
      const tag = await findTag(ctx, read.nameOrId(data[field]));
      if (tag === undefined || !isSideTag(tag)) return false;
      const owned =
        user !== undefined && (belongsTo(tag, user.id) || (await isFurtherOwner(ctx, tag.id, user.id)));
      if (!owned && !(await ctx.session.hasPermission('admin'))) return false;
    }
    return true;
  },
});
