import type { HubModule } from '../ground/hub-module.js';
import { cancelBuildsOfTask } from './cancel-build.js';
import { buildsMethods } from './methods.js';
import { requestMethods } from './request-methods.js';

export const buildsRoom: HubModule = {
  name: 'builds',
  methods: [...buildsMethods, ...requestMethods],
  on: { kojikitTaskCanceled: (ctx, { taskId }) => cancelBuildsOfTask(ctx, taskId) },
};
