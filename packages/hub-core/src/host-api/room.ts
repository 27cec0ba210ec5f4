import type { HubModule } from '../ground/hub-module.js';
import { hostBuildMethods } from './build-methods.js';
import { hostCompleteMethods } from './complete-methods.js';
import { hostStateMethods } from './methods.js';
import { hostScratchMethods } from './scratch-methods.js';
import { hostTaskMethods } from './task-methods.js';
import { hostTypedBuildMethods } from './typed-build-methods.js';

/** What builders call. Calls that belong to another room, such as `host.newBuildRoot`, are there. */
export const hostApiRoom: HubModule = {
  name: 'host-api',
  methods: [
    ...hostStateMethods,
    ...hostTaskMethods,
    ...hostTypedBuildMethods,
    ...hostCompleteMethods,
    ...hostScratchMethods,
    ...hostBuildMethods,
  ],
};
