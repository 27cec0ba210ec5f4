import { anyone, permission } from '../auth/access.js';
import { lookupNameStrictly } from '../lookup/index.js';
import { isTrue } from '../rpc/convert.js';
import { keywords, method, optional, required, type Method } from '../rpc/method.js';
import { addGroup, removeGroup, unblockGroup } from './change-group-list.js';
import { addGroupPackage, removeGroupPackage, unblockGroupPackage } from './change-group-packages.js';
import {
  addGroupRequirement,
  removeGroupRequirement,
  unblockGroupRequirement,
} from './change-group-requirements.js';
import { readTagGroups } from './read-tag-groups.js';

const done = async (work: Promise<void>): Promise<null> => {
  await work;
  return null;
};

const group = [required('taginfo'), required('grpinfo')] as const;
const groupPackage = [...group, required('pkg_name')] as const;
const requirement = [...group, required('reqinfo')] as const;
const entry = [optional('block', false), optional('force', false), keywords('opts')] as const;

export const groupsMethods: Method[] = [
  method('getTagGroups', {
    params: [
      required('tag'),
      optional('event'),
      optional('inherit', true),
      optional('incl_pkgs', true),
      optional('incl_reqs', true),
      optional('incl_blocked', false),
    ],
    access: anyone,
    doc: 'The package groups of a tag with their packages and the groups they need.',
    handler: async (ctx, { tag, event, inherit, ...include }) =>
      readTagGroups(ctx, (await lookupNameStrictly(ctx, 'tag', tag)).id, {
        event,
        inherit: isTrue(inherit),
        withPackages: isTrue(include.incl_pkgs),
        withRequirements: isTrue(include.incl_reqs),
        withBlocked: isTrue(include.incl_blocked),
      }),
  }),
  method('groupListAdd', {
    params: [...group, ...entry],
    access: permission('tag'),
    doc: 'Lists a group in a tag, or changes its settings there.',
    handler: (ctx, { taginfo, grpinfo, block, force, opts }) =>
      done(addGroup(ctx, taginfo, grpinfo, { block, force, settings: opts })),
  }),
  method('groupListRemove', {
    params: [...group, optional('force', false)],
    access: permission('tag'),
    doc: 'Takes a group off a tag, so that what is inherited holds again.',
    handler: (ctx, { taginfo, grpinfo, force }) => done(removeGroup(ctx, taginfo, grpinfo, force)),
  }),
  method('groupListBlock', {
    params: [...group],
    access: permission('tag'),
    doc: 'Keeps a tag from having or inheriting a group.',
    handler: (ctx, { taginfo, grpinfo }) => done(addGroup(ctx, taginfo, grpinfo, { block: true })),
  }),
  method('groupListUnblock', {
    params: [...group],
    access: permission('tag'),
    doc: 'Takes a block of a group off the tag that has it.',
    handler: (ctx, { taginfo, grpinfo }) => done(unblockGroup(ctx, taginfo, grpinfo)),
  }),
  method('groupPackageListAdd', {
    params: [...groupPackage, ...entry],
    access: permission('tag'),
    doc: 'Lists a package in a group of a tag, or changes its entry.',
    handler: (ctx, { taginfo, grpinfo, pkg_name: name, block, force, opts }) =>
      done(addGroupPackage(ctx, taginfo, grpinfo, name, { block, force, settings: opts })),
  }),
  method('groupPackageListRemove', {
    params: [...groupPackage],
    access: permission('tag'),
    doc: 'Takes a package off a group of a tag.',
    handler: (ctx, { taginfo, grpinfo, pkg_name: name }) =>
      done(removeGroupPackage(ctx, taginfo, grpinfo, name)),
  }),
  method('groupPackageListBlock', {
    params: [...groupPackage],
    access: permission('tag'),
    doc: 'Keeps a group of a tag from having or inheriting a package.',
    handler: (ctx, { taginfo, grpinfo, pkg_name: name }) =>
      done(addGroupPackage(ctx, taginfo, grpinfo, name, { block: true })),
  }),
  method('groupPackageListUnblock', {
    params: [...groupPackage],
    access: permission('tag'),
    doc: 'Takes a block of a package off the group of the tag that has it.',
    handler: (ctx, { taginfo, grpinfo, pkg_name: name }) =>
      done(unblockGroupPackage(ctx, taginfo, grpinfo, name)),
  }),
  method('groupReqListAdd', {
    params: [...requirement, ...entry],
    access: permission('tag'),
    doc: 'Notes that a group of a tag needs another group.',
    handler: (ctx, { taginfo, grpinfo, reqinfo, block, force, opts }) =>
      done(addGroupRequirement(ctx, taginfo, grpinfo, reqinfo, { block, force, settings: opts })),
  }),
  method('groupReqListRemove', {
    params: [...requirement, optional('force')],
    access: permission('tag'),
    doc: 'Takes a needed group off a group of a tag. Force means nothing any more.',
    handler: (ctx, { taginfo, grpinfo, reqinfo }) =>
      done(removeGroupRequirement(ctx, taginfo, grpinfo, reqinfo)),
  }),
  method('groupReqListBlock', {
    params: [...requirement],
    access: permission('tag'),
    doc: 'Keeps a group of a tag from needing another, inherited or not.',
    handler: (ctx, { taginfo, grpinfo, reqinfo }) =>
      done(addGroupRequirement(ctx, taginfo, grpinfo, reqinfo, { block: true })),
  }),
  method('groupReqListUnblock', {
    params: [...requirement],
    access: permission('tag'),
    doc: 'Takes a block of a needed group off the group of the tag that has it.',
    handler: (ctx, { taginfo, grpinfo, reqinfo }) =>
      done(unblockGroupRequirement(ctx, taginfo, grpinfo, reqinfo)),
  }),
];
