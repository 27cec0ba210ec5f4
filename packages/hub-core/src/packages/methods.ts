import { GenericError } from '@kojikit/protocol';
import { anyone } from '../auth/access.js';
import { lookupName, lookupNameStrictly, lookupOrCreateName } from '../lookup/index.js';
import { queryOptions } from '../query/readers/query-options.js';
import {
  arches,
  eventId,
  flag,
  integer,
  later,
  nameOrId,
  nilOr,
  prefix,
  text,
  truth,
  unlessEmpty,
  userRef,
} from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { addPackage, blockPackage, removePackage, unblockPackage } from './change-package-list.js';
import { browsePackages } from './browse-packages.js';
import { listAllPackages, listPackages } from './list-packages.js';
import { packageConfig } from './package-config.js';
import { listingOptions, packageName } from './readers/package-listing.js';

/* Who may change package lists is the policy `package_list`'s to say, so these calls are open to everybody. */
export const packagesMethods: Method[] = [
  method('getPackage', {
    params: { info: nameOrId, strict: flag(false), create: flag(false) },
    access: anyone,
    doc: 'The id and name of a package.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { info, strict, create }) => {
      if (strict) return lookupNameStrictly(ctx, 'package', info);
      if (create) return lookupOrCreateName(ctx, 'package', info);
      return (await lookupName(ctx, 'package', info)) ?? null;
    },
  }),
  method('getPackageID', {
    params: { name: packageName, strict: flag(false) },
    access: anyone,
    doc: 'The id of a package name. Without one: nil, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { name, strict }) => {
      const found = name.wanted === null ? undefined : await lookupName(ctx, 'package', name.wanted);
      if (found === undefined && strict) throw new GenericError(`No such package name: ${name.shown}`);
      return found?.id ?? null;
    },
  }),
  method('listPackages', {
    params: {
      tagID: optional(nameOrId),
      userID: optional(userRef),
      pkgID: optional(nameOrId),
      prefix: optional(later(prefix)),
      inherited: flag(false),
      with_dups: flag(false),
      event: optional(later(eventId)),
      queryOpts: optional(listingOptions),
      with_owners: flag(true),
      with_blocked: flag(true),
    },
    access: anyone,
    doc: 'The package lists of a tag, an owner or a package, blocked entries included; without any, all packages.',
    keepable: true,
    handler: (ctx, { queryOpts, ...query }) => listPackages(ctx, query, queryOpts),
  }),
  method('browsePackages', {
    params: {
      tagID: optional(nameOrId),
      userID: optional(userRef),
      prefix: optional(unlessEmpty(prefix)),
      inherited: flag(true),
      blocked: flag(true),
      order: optional(text, 'package_name'),
      start: optional(integer, 0),
      limit: optional(integer, 50),
    },
    access: anyone,
    doc: 'A page of the packages of the hub, of a tag or of an owner, with the newest build of each: for who looks through them.',
    handler: (ctx, { tagID, userID, prefix: begin, inherited, blocked, ...page }) =>
      browsePackages(ctx, { tag: tagID, user: userID, prefix: begin, inherited, blocked }, page),
  }),
  method('listPackagesSimple', {
    params: { prefix: optional(prefix), queryOpts: optional(queryOptions) },
    access: anyone,
    doc: 'All packages, or those whose name begins in some way.',
    keepable: true,
    handler: (ctx, { prefix, queryOpts }) => listAllPackages(ctx, prefix, queryOpts),
  }),
  method('checkTagPackage', {
    params: { tag: nameOrId, pkg: nameOrId },
    access: anyone,
    doc: 'Whether a package is in the list of a tag or what it inherits from, and not blocked.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { tag, pkg }) => {
      const entry = await packageConfig(ctx, tag, pkg);
      return entry !== undefined && !entry.blocked;
    },
  }),
  method('getPackageConfig', {
    params: { tag: nameOrId, pkg: nameOrId, event: optional(eventId) },
    access: anyone,
    doc: 'The entry of a package in the list of a tag or what it inherits from.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { tag, pkg, event }) => (await packageConfig(ctx, tag, pkg, event)) ?? null,
  }),
  method('packageListAdd', {
    params: {
      taginfo: nameOrId,
      pkginfo: nameOrId,
      owner: optional(userRef),
      block: optional(truth),
      extra_arches: optional(arches),
      force: flag(false),
      update: flag(false),
    },
    access: anyone,
    asksPermissions: true,
    doc: 'Lists a package in a tag, or changes its entry there.',
    handler: async (ctx, { taginfo, pkginfo, owner, block, extra_arches: extraArches, force, update }) => {
      const entry = { owner, block, extraArches, force, update };
      await addPackage(ctx, taginfo, pkginfo, entry);
      return null;
    },
  }),
  method('packageListRemove', {
    params: { taginfo: nameOrId, pkginfo: nameOrId, force: flag(false) },
    access: anyone,
    doc: 'Takes a package off the list of a tag, so that what is inherited holds again.',
    handler: async (ctx, { taginfo, pkginfo, force }) => {
      await removePackage(ctx, taginfo, pkginfo, { force });
      return null;
    },
  }),
  method('packageListBlock', {
    params: { taginfo: nameOrId, pkginfo: nameOrId, force: flag(false) },
    access: anyone,
    doc: 'Blocks a package in a tag.',
    handler: async (ctx, { taginfo, pkginfo, force }) => {
      await blockPackage(ctx, taginfo, pkginfo, force);
      return null;
    },
  }),
  method('packageListUnblock', {
    params: { taginfo: nameOrId, pkginfo: nameOrId, force: flag(false) },
    access: anyone,
    doc: 'Unblocks a package in a tag.',
    handler: async (ctx, { taginfo, pkginfo, force }) => {
      await unblockPackage(ctx, taginfo, pkginfo, force);
      return null;
    },
  }),
  method('packageListSetOwner', {
    params: { taginfo: nameOrId, pkginfo: nameOrId, owner: nilOr(userRef), force: flag(false) },
    access: anyone,
    doc: 'Sets the owner of a package in a tag.',
    handler: async (ctx, { taginfo, pkginfo, owner, force }) => {
      await addPackage(ctx, taginfo, pkginfo, { owner, force, update: true });
      return null;
    },
  }),
  method('packageListSetArches', {
    params: { taginfo: nameOrId, pkginfo: nameOrId, arches: nilOr(arches), force: flag(false) },
    access: anyone,
    doc: 'Sets the arches that a package is built for besides those of the tag.',
    handler: async (ctx, { taginfo, pkginfo, arches, force }) => {
      await addPackage(ctx, taginfo, pkginfo, { extraArches: arches, force, update: true });
      return null;
    },
  }),
];
