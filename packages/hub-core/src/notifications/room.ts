import type { HubModule } from '../ground/hub-module.js';
import { notificationHostMethods } from './host-methods.js';
import { notificationsMethods } from './methods.js';
import { notifyBuildEnd } from './notify-build-end.js';
import { notifyTagging } from './notify-tagging.js';

export const notificationsRoom: HubModule = {
  name: 'notifications',
  methods: [...notificationsMethods, ...notificationHostMethods],
  on: {
    kojikitBuildEnded: async (ctx, ended) => {
      await notifyBuildEnd(ctx, ended);
    },
    kojikitTagNotification: async (ctx, news) => {
      await notifyTagging(ctx, news);
    },
  },
};
