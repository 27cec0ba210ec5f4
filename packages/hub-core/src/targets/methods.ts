import { anyone, permission } from '../auth/access.js';
import { queryOptions } from '../query/readers/query-options.js';
import { emptyOr, eventId, flag, name, nameOrId, unlessEmpty } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { createTarget, deleteTarget, editTarget } from './change-targets.js';
import { tagFilter } from './tag-filter.js';
import { findTarget, getTarget, readTargets } from './read-targets.js';

export const targetsMethods: Method[] = [
  method('getBuildTarget', {
    params: { info: emptyOr(nameOrId), event: optional(eventId), strict: flag(false) },
    access: anyone,
    doc: 'The target of this name or id, now or at an event. Without one: nil, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { info, event, strict }) =>
      strict ? getTarget(ctx, info, event) : ((await findTarget(ctx, info, event)) ?? null),
  }),
  method('getBuildTargets', {
    params: {
      info: optional(unlessEmpty(nameOrId)),
      event: optional(eventId),
      buildTagID: optional(tagFilter),
      destTagID: optional(tagFilter),
      queryOpts: optional(queryOptions),
    },
    access: anyone,
    doc: 'All targets, or those of a build tag or destination tag.',
    keepable: true,
    handler: (ctx, { info, event, buildTagID, destTagID, queryOpts }) =>
      readTargets(ctx, { info, event, buildTag: buildTagID, destTag: destTagID }, queryOpts),
  }),
  method('createBuildTarget', {
    params: { name, build_tag: nameOrId, dest_tag: nameOrId },
    access: permission('target'),
    doc: 'Makes a target: builds use what is in one tag and go to another.',
    handler: async (ctx, { name, build_tag: buildTag, dest_tag: destTag }) => {
      await createTarget(ctx, { name, buildTag, destTag });
      return null;
    },
  }),
  method('editBuildTarget', {
    params: { buildTargetInfo: nameOrId, name, build_tag: nameOrId, dest_tag: nameOrId },
    access: permission('target'),
    doc: 'Renames a target and sets its tags.',
    handler: async (ctx, { buildTargetInfo, name, build_tag: buildTag, dest_tag: destTag }) => {
      await editTarget(ctx, buildTargetInfo, { name, buildTag, destTag });
      return null;
    },
  }),
  method('deleteBuildTarget', {
    params: { buildTargetInfo: nameOrId },
    access: permission('target'),
    doc: 'Ends a target. Its past stays readable.',
    handler: async (ctx, { buildTargetInfo }) => {
      await deleteTarget(ctx, buildTargetInfo);
      return null;
    },
  }),
];
