import { ParameterError } from '@kojikit/protocol';
import { anyone, permission } from '../auth/access.js';
import { lookupName, lookupNameStrictly, lookupOrCreateName } from '../lookup/index.js';
import { keywords, method, optional, required, type Method } from '../rpc/method.js';
import { isTrue, isWholeNumber } from '../rpc/convert.js';
import { buildConfig } from './build-config.js';
import { changeInheritance } from './change-inheritance.js';
import { checkTagAccess } from './check-tag-access.js';
import { createTag } from './create-tag.js';
import { deleteTag } from './delete-tag.js';
import { editTag } from './edit-tag.js';
import { findTag, getTag } from './find-tag.js';
import { descendants, fullInheritance } from './full-inheritance.js';
import { listTags } from './list-tags.js';
import { readInheritance } from './read-inheritance.js';

export const tagsMethods: Method[] = [
  method('getTag', {
    params: [required('tagInfo'), optional('strict', false), optional('event'), optional('blocked', false)],
    access: anyone,
    doc: 'The tag of this name or id with its settings, now or at an event. Without one: nil, or a fault if strict.',
    handler: async (ctx, { tagInfo, strict, event, blocked }) =>
      isTrue(strict)
        ? getTag(ctx, tagInfo, { event, blocked: isTrue(blocked) })
        : ((await findTag(ctx, tagInfo, { event, blocked: isTrue(blocked) })) ?? null),
  }),
  method('getTagID', {
    params: [required('info'), optional('strict', false), optional('create', false)],
    access: anyone,
    doc: 'The id of a tag name, also of a deleted tag.',
    handler: async (ctx, { info, strict, create }) => {
      if (isTrue(strict)) return (await lookupNameStrictly(ctx, 'tag', info)).id;
      if (isTrue(create)) return (await lookupOrCreateName(ctx, 'tag', info)).id;
      return (await lookupName(ctx, 'tag', info))?.id ?? null;
    },
  }),
  method('listTags', {
    params: [
      optional('build'),
      optional('package'),
      optional('perms', true),
      optional('queryOpts'),
      optional('pattern'),
    ],
    access: anyone,
    doc: 'All tags, or those that hold a build, list a package, or match a shell pattern.',
    handler: (ctx, { queryOpts, ...filter }) => listTags(ctx, filter, queryOpts),
  }),
  method('createTag', {
    params: [
      required('name'),
      optional('parent'),
      optional('arches'),
      optional('perm'),
      optional('locked', false),
      optional('maven_support', false),
      optional('maven_include_all', false),
      optional('extra'),
    ],
    access: permission('tag'),
    doc: 'Makes a tag, optionally with a parent, and answers its id.',
    handler: (ctx, params) => createTag(ctx, params),
  }),
  method('editTag', {
    params: [
      required('tagInfo'),
      required('name'),
      required('arches'),
      required('locked'),
      required('permissionID'),
      optional('extra'),
    ],
    access: permission('tag'),
    doc: 'Sets all settings of a tag at once. Superseded by editTag2.',
    handler: async (ctx, { tagInfo, name, arches, locked, permissionID, extra }) => {
      const changes = { name, arches, locked, perm_id: permissionID };
      await editTag(ctx, tagInfo, extra === null ? changes : { ...changes, extra });
      return null;
    },
  }),
  method('editTag2', {
    params: [required('tagInfo'), keywords('kwargs')],
    access: permission('tag'),
    doc: 'Changes the settings of a tag that are given by name; the others stay.',
    handler: async (ctx, { tagInfo, kwargs }) => {
      await editTag(ctx, tagInfo, kwargs as Record<string, unknown>);
      return null;
    },
  }),
  method('deleteTag', {
    params: [required('tagInfo')],
    access: permission('tag'),
    doc: 'Ends a tag with everything that hangs on it. Its past stays readable.',
    handler: async (ctx, { tagInfo }) => {
      await deleteTag(ctx, tagInfo);
      return null;
    },
  }),
  method('checkTagAccess', {
    params: [required('tag_id'), optional('user_id')],
    access: anyone,
    doc: 'Whether a user may change what is in a tag, whether force would help, and why not.',
    handler: async (ctx, { tag_id: tag, user_id: user }) => {
      const { allowed, mayForce, reason } = await checkTagAccess(ctx, tag, user);
      return [allowed, mayForce, reason] as const;
    },
  }),
  method('getBuildConfig', {
    params: [required('tag'), optional('event')],
    access: anyone,
    doc: 'A tag with the arches and extra settings that it has or inherits.',
    handler: (ctx, { tag, event }) => buildConfig(ctx, tag, event),
  }),
  method('getInheritanceData', {
    params: [required('tag'), optional('event')],
    access: anyone,
    doc: 'The direct parents of a tag, by priority.',
    handler: async (ctx, { tag, event }) =>
      readInheritance(ctx, (await lookupNameStrictly(ctx, 'tag', tag)).id, event),
  }),
  method('setInheritanceData', {
    params: [required('tag'), required('data'), optional('clear', false)],
    access: permission('tag'),
    doc: 'Adds, changes or deletes (member "delete link") links to parents; clear also ends all others.',
    handler: async (ctx, { tag, data, clear }) => {
      const { id } = await lookupNameStrictly(ctx, 'tag', tag);
      await changeInheritance(ctx, id, data, isTrue(clear));
      return null;
    },
  }),
  method('getFullInheritance', {
    params: [required('tag'), optional('event'), optional('reverse', false), keywords('kwargs')],
    access: anyone,
    doc: 'The whole inheritance of a tag in the order in which parents count; reverse: who inherits from it.',
    handler: async (ctx, { tag, event, reverse, kwargs }) => {
      refuseOldOptions(kwargs as Record<string, unknown>);
      const id = isWholeNumber(tag) ? Number(tag) : (await lookupNameStrictly(ctx, 'tag', tag)).id;
      return isTrue(reverse) ? descendants(ctx, id, event) : fullInheritance(ctx, id, event);
    },
  }),
];

/* Old clients send `stops` and `jumps` empty; a filled one asks for something that is gone. */
function refuseOldOptions(options: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(options)) {
    if (name !== 'stops' && name !== 'jumps') {
      throw new ParameterError(`getFullInheritance() got an unexpected keyword argument '${name}'`);
    }
    if (isTrue(value)) throw new ParameterError(`${name} option has been removed since 1.26`);
  }
}
