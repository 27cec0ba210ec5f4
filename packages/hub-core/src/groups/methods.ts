import { anyone, permission } from '../auth/access.js';
import { lookupNameStrictly } from '../lookup/index.js';
import { eventId, flag, nameOrId, text, truth } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { keywords, optional } from '../rpc/reader.js';
import { addGroup, groupSettings, removeGroup, unblockGroup } from './change-group-list.js';
import {
  addGroupPackage,
  groupPackageSettings,
  removeGroupPackage,
  unblockGroupPackage,
} from './change-group-packages.js';
import {
  addGroupRequirement,
  groupRequirementSettings,
  removeGroupRequirement,
  unblockGroupRequirement,
} from './change-group-requirements.js';
import { readTagGroups } from './read-tag-groups.js';

const done = async (work: Promise<void>): Promise<null> => {
  await work;
  return null;
};

const group = { taginfo: nameOrId, grpinfo: nameOrId };
const groupPackage = { ...group, pkg_name: text };
const requirement = { ...group, reqinfo: nameOrId };
const entry = { block: flag(false), force: flag(false) };

export const groupsMethods: Method[] = [
  method('getTagGroups', {
    params: {
      tag: nameOrId,
      event: optional(eventId),
      inherit: flag(true),
      incl_pkgs: flag(true),
      incl_reqs: flag(true),
      incl_blocked: flag(false),
    },
    access: anyone,
    doc: 'The package groups of a tag with their packages and the groups they need.',
    keepable: true,
    handler: async (ctx, { tag, event, inherit, ...include }) =>
      readTagGroups(ctx, (await lookupNameStrictly(ctx, 'tag', tag)).id, {
        event,
        inherit,
        withPackages: include.incl_pkgs,
        withRequirements: include.incl_reqs,
        withBlocked: include.incl_blocked,
      }),
  }),
  method('groupListAdd', {
    params: { ...group, ...entry, opts: keywords(groupSettings) },
    access: permission('tag'),
    doc: 'Lists a group in a tag, or changes its settings there.',
    handler: (ctx, { taginfo, grpinfo, block, force, opts }) =>
      done(addGroup(ctx, taginfo, grpinfo, { block, force, settings: opts })),
  }),
  method('groupListRemove', {
    params: { ...group, force: flag(false) },
    access: permission('tag'),
    doc: 'Takes a group off a tag, so that what is inherited holds again.',
    handler: (ctx, { taginfo, grpinfo, force }) => done(removeGroup(ctx, taginfo, grpinfo, force)),
  }),
  method('groupListBlock', {
    params: group,
    access: permission('tag'),
    doc: 'Keeps a tag from having or inheriting a group.',
    handler: (ctx, { taginfo, grpinfo }) => done(addGroup(ctx, taginfo, grpinfo, { block: true })),
  }),
  method('groupListUnblock', {
    params: group,
    access: permission('tag'),
    doc: 'Takes a block of a group off the tag that has it.',
    handler: (ctx, { taginfo, grpinfo }) => done(unblockGroup(ctx, taginfo, grpinfo)),
  }),
  method('groupPackageListAdd', {
    params: { ...groupPackage, ...entry, opts: keywords(groupPackageSettings) },
    access: permission('tag'),
    doc: 'Lists a package in a group of a tag, or changes its entry.',
    handler: (ctx, { taginfo, grpinfo, pkg_name: name, block, force, opts }) =>
      done(addGroupPackage(ctx, taginfo, grpinfo, name, { block, force, settings: opts })),
  }),
  method('groupPackageListRemove', {
    params: groupPackage,
    access: permission('tag'),
    doc: 'Takes a package off a group of a tag.',
    handler: (ctx, { taginfo, grpinfo, pkg_name: name }) =>
      done(removeGroupPackage(ctx, taginfo, grpinfo, name)),
  }),
  method('groupPackageListBlock', {
    params: groupPackage,
    access: permission('tag'),
    doc: 'Keeps a group of a tag from having or inheriting a package.',
    handler: (ctx, { taginfo, grpinfo, pkg_name: name }) =>
      done(addGroupPackage(ctx, taginfo, grpinfo, name, { block: true })),
  }),
  method('groupPackageListUnblock', {
    params: groupPackage,
    access: permission('tag'),
    doc: 'Takes a block of a package off the group of the tag that has it.',
    handler: (ctx, { taginfo, grpinfo, pkg_name: name }) =>
      done(unblockGroupPackage(ctx, taginfo, grpinfo, name)),
  }),
  method('groupReqListAdd', {
    params: { ...requirement, ...entry, opts: keywords(groupRequirementSettings) },
    access: permission('tag'),
    doc: 'Notes that a group of a tag needs another group.',
    handler: (ctx, { taginfo, grpinfo, reqinfo, block, force, opts }) =>
      done(addGroupRequirement(ctx, taginfo, grpinfo, reqinfo, { block, force, settings: opts })),
  }),
  method('groupReqListRemove', {
    params: { ...requirement, force: optional(truth) },
    access: permission('tag'),
    doc: 'Takes a needed group off a group of a tag. Force means nothing any more.',
    handler: (ctx, { taginfo, grpinfo, reqinfo }) =>
      done(removeGroupRequirement(ctx, taginfo, grpinfo, reqinfo)),
  }),
  method('groupReqListBlock', {
    params: requirement,
    access: permission('tag'),
    doc: 'Keeps a group of a tag from needing another, inherited or not.',
    handler: (ctx, { taginfo, grpinfo, reqinfo }) =>
      done(addGroupRequirement(ctx, taginfo, grpinfo, reqinfo, { block: true })),
  }),
  method('groupReqListUnblock', {
    params: requirement,
    access: permission('tag'),
    doc: 'Takes a block of a needed group off the group of the tag that has it.',
    handler: (ctx, { taginfo, grpinfo, reqinfo }) =>
      done(unblockGroupRequirement(ctx, taginfo, grpinfo, reqinfo)),
  }),
];
