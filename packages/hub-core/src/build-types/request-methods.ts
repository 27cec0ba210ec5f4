import { ActionNotAllowed, GenericError } from '@kojikit/protocol';
import { loggedIn, permission } from '../auth/access.js';
import { requestTask } from '../builds/index.js';
import {
  castNumber,
  checkedStruct,
  checkedText,
  nameOrId,
  nilOr,
  unlessEmpty,
  wireValue,
} from '../readers/index.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { faultText } from '../rpc/fault-text.js';
import { method, type Access, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { isStruct } from '../rpc/convert.js';
import { getTarget } from '../targets/index.js';
import { taskArch } from '../tasks/index.js';
import { withMaven, withWindows } from './with-support.js';

const IMAGE_TYPES: readonly unknown[] = ['livecd', 'appliance', 'livemedia'];

/* Each type of image has a permission of its own. */
const mayBuildImage: Access = async ({ session }, { img_type: type }) => {
  if (typeof type !== 'string' || !IMAGE_TYPES.includes(type)) {
    throw new GenericError(faultText`Unrecognized image type: ${type}`);
  }
  await session.assertPermission(type);
};

const priority = optional(unlessEmpty(castNumber));

/** Methods that make the tasks of Maven, Windows and image builds. */
export const typedRequestMethods: Method[] = [
  method('mavenBuild', {
    params: {
      url: checkedText,
      target: wireValue,
      opts: optional(unlessEmpty(wireValue)),
      priority,
      channel: optional(unlessEmpty(nameOrId), 'maven'),
    },
    access: withMaven(loggedIn),
    doc: 'Makes the task of a Maven build, and returns its id.',
    handler: (ctx, { url, target, opts, ...placement }) =>
      requestTask(ctx, 'maven', [url, target, opts ?? {}], placement),
  }),
  method('chainMaven', {
    params: {
      builds: checkedStruct,
      target: wireValue,
      opts: optional(wireValue),
      priority,
      channel: optional(unlessEmpty(nameOrId), 'maven'),
    },
    access: withMaven(loggedIn),
    doc: 'Makes the task of several Maven builds that need each other, by package. Returns its id.',
    handler: (ctx, { builds, target, opts, ...placement }) =>
      requestTask(ctx, 'chainmaven', [builds, target, opts], placement),
  }),
  method('winBuild', {
    params: {
      vm: checkedText,
      url: checkedText,
      target: nilOr(nameOrId),
      opts: optional(unlessEmpty(wireValue)),
      priority,
      channel: optional(unlessEmpty(nameOrId), 'vm'),
    },
    access: withWindows(loggedIn),
    doc: 'Makes the task of a Windows build in a virtual machine, which the policy vm must allow. Returns its id.',
    handler: async (ctx, { vm, url, target, opts, ...placement }) => {
      const { dest_tag: tag } = await getTarget(ctx, target);
      await ctx.policy.assert('vm', { vm_name: vm, tag });
      const task = await requestTask(ctx, 'winbuild', [vm, url, target, opts ?? {}], placement);
      await ctx.policy.record('vm', { task });
      return task;
    },
  }),
  method('buildImage', {
    params: {
      name: checkedText,
      version: checkedText,
      arch: wireValue,
      target: wireValue,
      ksfile: checkedText,
      img_type: checkedText,
      opts: optional(wireValue),
      priority,
    },
    access: mayBuildImage,
    doc: 'Makes the task of a live CD, an appliance or live media, and returns its id.',
    handler: (ctx, { name, version, arch, target, ksfile, img_type: type, opts, priority }) =>
      requestTask(ctx, type, [name, version, arch, target, ksfile, opts], {
        priority,
        channel: type,
        arch: type === 'livemedia' ? 'noarch' : taskArch(arch),
      }),
  }),
  method('buildImageOz', {
    params: {
      name: checkedText,
      version: checkedText,
      arches: wireValue,
      target: wireValue,
      inst_tree: checkedText,
      opts: optional(wireValue),
      priority,
    },
    access: permission('image'),
    doc: 'Makes the task of an image that is installed from a tree, and returns its id.',
    handler: (ctx, { name, version, arches, target, inst_tree: tree, opts, priority }) =>
      requestTask(ctx, 'image', [name, version, arches, target, tree, opts], { priority, channel: 'image' }),
  }),
  method('buildImageIndirection', {
    params: { opts: optional(wireValue), priority },
    access: permission('image'),
    doc: 'Makes the task of an image that is made of other images with a template, and returns its id.',
    handler: (ctx, { opts, priority }) => {
      if (!isStruct(opts)) throw new CallerMistake('the options must be a struct');
      if (!('scratch' in opts) && !('indirection_template_url' in opts)) {
        throw new ActionNotAllowed('Non-scratch builds must provide url for the indirection template');
      }
      const arch = opts['arch'] === undefined ? undefined : taskArch(opts['arch']);
      return requestTask(ctx, 'indirectionimage', [opts], { priority, channel: 'image', arch });
    },
  }),
];
