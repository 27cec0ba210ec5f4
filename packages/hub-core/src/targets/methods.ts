import { anyone, permission } from '../auth/access.js';
import { isTrue } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { createTarget, deleteTarget, editTarget } from './change-targets.js';
import { findTarget, getTarget, readTargets } from './read-targets.js';

export const targetsMethods: Method[] = [
  method('getBuildTarget', {
    params: [required('info'), optional('event'), optional('strict', false)],
    access: anyone,
    doc: 'The target of this name or id, now or at an event. Without one: nil, or a fault if strict.',
    handler: async (ctx, { info, event, strict }) =>
      isTrue(strict) ? getTarget(ctx, info, event) : ((await findTarget(ctx, info, event)) ?? null),
  }),
  method('getBuildTargets', {
    params: [
      optional('info'),
      optional('event'),
      optional('buildTagID'),
      optional('destTagID'),
      optional('queryOpts'),
    ],
    access: anyone,
    doc: 'All targets, or those of a build tag or destination tag.',
    handler: (ctx, { info, event, buildTagID, destTagID, queryOpts }) =>
      readTargets(ctx, { info, event, buildTag: buildTagID, destTag: destTagID }, queryOpts),
  }),
  method('createBuildTarget', {
    params: [required('name'), required('build_tag'), required('dest_tag')],
    access: permission('target'),
    doc: 'Makes a target: builds use what is in one tag and go to another.',
    handler: async (ctx, { name, build_tag: buildTag, dest_tag: destTag }) => {
      await createTarget(ctx, { name, buildTag, destTag });
      return null;
    },
  }),
  method('editBuildTarget', {
    params: [required('buildTargetInfo'), required('name'), required('build_tag'), required('dest_tag')],
    access: permission('target'),
    doc: 'Renames a target and sets its tags.',
    handler: async (ctx, { buildTargetInfo, name, build_tag: buildTag, dest_tag: destTag }) => {
      await editTarget(ctx, buildTargetInfo, { name, buildTag, destTag });
      return null;
    },
  }),
  method('deleteBuildTarget', {
    params: [required('buildTargetInfo')],
    access: permission('target'),
    doc: 'Ends a target. Its past stays readable.',
    handler: async (ctx, { buildTargetInfo }) => {
      await deleteTarget(ctx, buildTargetInfo);
      return null;
    },
  }),
];
