import { ParameterError, type Reference } from '@kojikit/protocol';
import { anyone, permission } from '../auth/access.js';
import { lookupName, lookupNameStrictly, lookupOrCreateName } from '../lookup/index.js';
import { queryOptions } from '../query/readers/query-options.js';
import {
  arches,
  buildRef,
  eventId,
  flag,
  later,
  name,
  nameOrId,
  pattern,
  storedFlag,
  struct,
  integer,
  truth,
  type Members,
  type NameOrId,
} from '../readers/index.js';
import { isWholeNumber } from '../rpc/convert.js';
import { method, type Method } from '../rpc/method.js';
import { keywords, optional, type Reader } from '../rpc/reader.js';
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
import { inheritanceChanges } from './readers/inheritance-changes.js';
import {
  extraSettings,
  neededPermission,
  newArches,
  newFlag,
  newName,
  tagChanges,
} from './readers/tag-changes.js';
import { tagEvent } from './readers/tag-event.js';

/* What counts as nothing is no parent. */
const parentTag: Reader<NameOrId | null, Reference> = (value) => (truth(value) ? nameOrId(value) : null);

/* Old clients send `stops` and `jumps` empty; a filled one asks for something that is gone. */
const oldOptions: Reader<Members, object> = (value) => {
  const options = struct(value);
  for (const [option, given] of Object.entries(options)) {
    if (option !== 'stops' && option !== 'jumps') {
      throw new ParameterError(`getFullInheritance() got an unexpected keyword argument '${option}'`);
    }
    if (truth(given)) throw new ParameterError(`${option} option has been removed since 1.26`);
  }
  return options;
};

export const tagsMethods: Method[] = [
  method('getTag', {
    params: { tagInfo: nameOrId, strict: flag(false), event: optional(tagEvent), blocked: flag(false) },
    access: anyone,
    doc: 'The tag of this name or id with its settings, now or at an event. Without one: nil, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { tagInfo, strict, event, blocked }) =>
      strict
        ? getTag(ctx, tagInfo, { event, blocked })
        : ((await findTag(ctx, tagInfo, { event, blocked })) ?? null),
  }),
  method('getTagID', {
    params: { info: nameOrId, strict: flag(false), create: flag(false) },
    access: anyone,
    doc: 'The id of a tag name, also of a deleted tag.',
    keepable: true,
    looksUp: true,
    handler: async (ctx, { info, strict, create }) => {
      if (strict) return (await lookupNameStrictly(ctx, 'tag', info)).id;
      if (create) return (await lookupOrCreateName(ctx, 'tag', info)).id;
      return (await lookupName(ctx, 'tag', info))?.id ?? null;
    },
  }),
  method('listTags', {
    params: {
      build: optional(buildRef),
      package: optional(nameOrId),
      perms: flag(true),
      queryOpts: optional(queryOptions),
      pattern: optional(pattern),
    },
    access: anyone,
    doc: 'All tags, or those that hold a build, list a package, or match a shell pattern.',
    keepable: true,
    looksUp: true,
    handler: (ctx, { queryOpts, ...filter }) => listTags(ctx, filter, queryOpts),
  }),
  method('createTag', {
    params: {
      name,
      parent: optional(parentTag),
      arches: optional(arches),
      perm: optional(nameOrId),
      locked: optional(storedFlag('tag_config', 'locked'), false),
      maven_support: optional(storedFlag('tag_config', 'maven_support'), false),
      maven_include_all: optional(storedFlag('tag_config', 'maven_include_all'), false),
      extra: optional(later(struct)),
    },
    access: permission('tag'),
    doc: 'Makes a tag, optionally with a parent, and returns its id.',
    handler: (ctx, params) => createTag(ctx, params),
  }),
  method('editTag', {
    params: {
      tagInfo: nameOrId,
      name: newName,
      arches: newArches,
      locked: newFlag('locked'),
      permissionID: neededPermission,
      extra: optional(extraSettings),
    },
    access: permission('tag'),
    doc: 'Sets all settings of a tag at once. Superseded by editTag2.',
    handler: async (ctx, { tagInfo, permissionID, extra, ...settings }) => {
      await editTag(ctx, tagInfo, { ...settings, perm_id: permissionID, extra: extra ?? undefined });
      return null;
    },
  }),
  method('editTag2', {
    params: { tagInfo: nameOrId, kwargs: keywords(tagChanges) },
    access: permission('tag'),
    doc: 'Changes the settings of a tag that are given by name; the others stay.',
    handler: async (ctx, { tagInfo, kwargs }) => {
      await editTag(ctx, tagInfo, kwargs);
      return null;
    },
  }),
  method('deleteTag', {
    params: { tagInfo: nameOrId },
    access: permission('tag'),
    doc: 'Ends a tag with everything that hangs on it. Its past stays readable.',
    handler: async (ctx, { tagInfo }) => {
      await deleteTag(ctx, tagInfo);
      return null;
    },
  }),
  method('checkTagAccess', {
    params: { tag_id: nameOrId, user_id: optional(integer) },
    access: anyone,
    doc: 'Whether a user may change what is in a tag, whether force would help, and why not.',
    looksUp: true,
    handler: async (ctx, { tag_id: tag, user_id: user }) => {
      const { allowed, mayForce, reason } = await checkTagAccess(ctx, tag, user);
      return [allowed, mayForce, reason] as const;
    },
  }),
  method('getBuildConfig', {
    params: { tag: nameOrId, event: optional(eventId) },
    access: anyone,
    doc: 'A tag with the arches and extra settings that it has or inherits.',
    looksUp: true,
    keepable: true,
    handler: (ctx, { tag, event }) => buildConfig(ctx, tag, event),
  }),
  method('getInheritanceData', {
    params: { tag: nameOrId, event: optional(eventId) },
    access: anyone,
    doc: 'The direct parents of a tag, by priority.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { tag, event }) =>
      readInheritance(ctx, (await lookupNameStrictly(ctx, 'tag', tag)).id, event),
  }),
  method('setInheritanceData', {
    params: { tag: nameOrId, data: inheritanceChanges, clear: flag(false) },
    access: permission('tag'),
    doc: 'Adds, changes or deletes (member "delete link") links to parents; clear also ends all others.',
    handler: async (ctx, { tag, data, clear }) => {
      const { id } = await lookupNameStrictly(ctx, 'tag', tag);
      await changeInheritance(ctx, id, data, clear);
      return null;
    },
  }),
  method('getFullInheritance', {
    params: {
      tag: nameOrId,
      event: optional(eventId),
      reverse: flag(false),
      kwargs: keywords(oldOptions),
    },
    access: anyone,
    doc: 'The whole inheritance of a tag in the order in which parents count; reverse: who inherits from it.',
    keepable: true,
    looksUp: true,
    handler: async (ctx, { tag, event, reverse }) => {
      const id = isWholeNumber(tag) ? Number(tag) : (await lookupNameStrictly(ctx, 'tag', tag)).id;
      return reverse ? descendants(ctx, id, event) : fullInheritance(ctx, id, event);
    },
  }),
];
