import { GenericError } from '@kojikit/protocol';
import { anyone, permission } from '../auth/access.js';
import { getBuild } from '../builds/index.js';
import { buildRef, flag, name, nameOrId } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { applyVolumePolicy } from './apply-volume-policy.js';
import { changeBuildVolume } from './change-build-volume.js';
import { addVolume, listVolumes, lookupVolume, removeVolume } from './change-volumes.js';
import { faultText } from '../rpc/fault-text.js';

export const volumesMethods: Method[] = [
  method('listVolumes', {
    params: {},
    access: anyone,
    doc: 'All volumes that builds may be stored on.',
    keepable: true,
    looksUp: true,
    handler: (ctx) => listVolumes(ctx),
  }),
  method('getVolume', {
    params: { volume: nameOrId, strict: flag(false) },
    access: anyone,
    doc: 'The volume of this name or id. Without one: nil, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { volume, strict }) => {
      const found = await lookupVolume(ctx, volume);
      if (found === undefined && strict) {
        throw new GenericError(faultText`No such volume: ${volume}`);
      }
      return found ?? null;
    },
  }),
  method('addVolume', {
    params: { name, strict: flag(true) },
    access: permission('admin'),
    doc: 'Makes a folder that is mounted below `vol` known as a volume.',
    handler: (ctx, { name, strict }) => addVolume(ctx, name, { strict }),
  }),
  method('removeVolume', {
    params: { volume: nameOrId },
    access: permission('admin'),
    doc: 'Forgets a volume that no build is on.',
    handler: async (ctx, { volume }) => {
      await removeVolume(ctx, volume);
      return null;
    },
  }),
  method('changeBuildVolume', {
    params: { build: buildRef, volume: nameOrId, strict: flag(true) },
    access: permission('admin'),
    doc: 'Moves a build to another volume.',
    handler: async (ctx, { build, volume, strict }) => {
      await changeBuildVolume(ctx, build, volume, { strict });
      return null;
    },
  }),
  method('applyVolumePolicy', {
    params: { build: buildRef, strict: flag(false) },
    access: permission('admin'),
    doc: 'Moves a build to the volume that the policy has for it.',
    handler: async (ctx, { build, strict }) => {
      await applyVolumePolicy(ctx, await getBuild(ctx, build), { strict });
      return null;
    },
  }),
];
