import { GenericError } from '@kojikit/protocol';
import { anyone } from '../auth/access.js';
import { lookupName, lookupNameStrictly, lookupOrCreateName } from '../lookup/index.js';
import { isTrue } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { columnText } from '../rpc/database-values.js';
import { pythonStr } from '../rpc/python-names.js';
import { addPackage, blockPackage, removePackage, unblockPackage } from './change-package-list.js';
import { listAllPackages, listPackages } from './list-packages.js';
import { packageConfig } from './package-config.js';

/* Who may change package lists is the policy `package_list`'s to say, so these calls are open to everybody. */
export const packagesMethods: Method[] = [
  method('getPackage', {
    params: [required('info'), optional('strict', false), optional('create', false)],
    access: anyone,
    doc: 'The id and name of a package.',
    handler: async (ctx, { info, strict, create }) => {
      if (isTrue(strict)) return lookupNameStrictly(ctx, 'package', info);
      if (isTrue(create)) return lookupOrCreateName(ctx, 'package', info);
      return (await lookupName(ctx, 'package', info)) ?? null;
    },
  }),
  method('getPackageID', {
    params: [required('name'), optional('strict', false)],
    access: anyone,
    doc: 'The id of a package name. Without one: nil, or a fault if strict.',
    handler: async (ctx, { name, strict }) => {
      const text = columnText(name);
      const found = text === null ? undefined : await lookupName(ctx, 'package', text);
      if (found === undefined && isTrue(strict)) {
        throw new GenericError(`No such package name: ${pythonStr(name)}`);
      }
      return found?.id ?? null;
    },
  }),
  method('listPackages', {
    params: [
      optional('tagID'),
      optional('userID'),
      optional('pkgID'),
      optional('prefix'),
      optional('inherited', false),
      optional('with_dups', false),
      optional('event'),
      optional('queryOpts'),
      optional('with_owners', true),
      optional('with_blocked', true),
    ],
    access: anyone,
    doc: 'The package lists of a tag, an owner or a package, blocked entries included; without any, all packages.',
    handler: (ctx, { queryOpts, ...query }) => listPackages(ctx, query, queryOpts),
  }),
  method('listPackagesSimple', {
    params: [optional('prefix'), optional('queryOpts')],
    access: anyone,
    doc: 'All packages, or those whose name begins in some way.',
    handler: (ctx, { prefix, queryOpts }) => listAllPackages(ctx, prefix, queryOpts),
  }),
  method('checkTagPackage', {
    params: [required('tag'), required('pkg')],
    access: anyone,
    doc: 'Whether a package is in the list of a tag or what it inherits from, and not blocked.',
    handler: async (ctx, { tag, pkg }) => {
      const entry = await packageConfig(ctx, tag, pkg);
      return entry !== undefined && !entry.blocked;
    },
  }),
  method('getPackageConfig', {
    params: [required('tag'), required('pkg'), optional('event')],
    access: anyone,
    doc: 'The entry of a package in the list of a tag or what it inherits from.',
    handler: async (ctx, { tag, pkg, event }) => (await packageConfig(ctx, tag, pkg, event)) ?? null,
  }),
  method('packageListAdd', {
    params: [
      required('taginfo'),
      required('pkginfo'),
      optional('owner'),
      optional('block'),
      optional('extra_arches'),
      optional('force', false),
      optional('update', false),
    ],
    access: anyone,
    doc: 'Lists a package in a tag, or changes its entry there.',
    handler: async (ctx, { taginfo, pkginfo, owner, block, extra_arches: extraArches, force, update }) => {
      const entry = { owner, block, extraArches, force: isTrue(force), update: isTrue(update) };
      await addPackage(ctx, taginfo, pkginfo, entry);
      return null;
    },
  }),
  method('packageListRemove', {
    params: [required('taginfo'), required('pkginfo'), optional('force', false)],
    access: anyone,
    doc: 'Takes a package off the list of a tag, so that what is inherited holds again.',
    handler: async (ctx, { taginfo, pkginfo, force }) => {
      await removePackage(ctx, taginfo, pkginfo, { force: isTrue(force) });
      return null;
    },
  }),
  method('packageListBlock', {
    params: [required('taginfo'), required('pkginfo'), optional('force', false)],
    access: anyone,
    doc: 'Blocks a package in a tag.',
    handler: async (ctx, { taginfo, pkginfo, force }) => {
      await blockPackage(ctx, taginfo, pkginfo, isTrue(force));
      return null;
    },
  }),
  method('packageListUnblock', {
    params: [required('taginfo'), required('pkginfo'), optional('force', false)],
    access: anyone,
    doc: 'Unblocks a package in a tag.',
    handler: async (ctx, { taginfo, pkginfo, force }) => {
      await unblockPackage(ctx, taginfo, pkginfo, isTrue(force));
      return null;
    },
  }),
  method('packageListSetOwner', {
    params: [required('taginfo'), required('pkginfo'), required('owner'), optional('force', false)],
    access: anyone,
    doc: 'Sets the owner of a package in a tag.',
    handler: async (ctx, { taginfo, pkginfo, owner, force }) => {
      await addPackage(ctx, taginfo, pkginfo, { owner, force: isTrue(force), update: true });
      return null;
    },
  }),
  method('packageListSetArches', {
    params: [required('taginfo'), required('pkginfo'), required('arches'), optional('force', false)],
    access: anyone,
    doc: 'Sets the arches that a package is built for besides those of the tag.',
    handler: async (ctx, { taginfo, pkginfo, arches, force }) => {
      await addPackage(ctx, taginfo, pkginfo, { extraArches: arches, force: isTrue(force), update: true });
      return null;
    },
  }),
];
