import type { HubModule } from '../ground/hub-module.js';
import { channelMethods } from './channel-methods.js';
import { hostsMethods } from './methods.js';

export const hostsRoom: HubModule = {
  name: 'hosts',
  methods: [...hostsMethods, ...channelMethods],
  needs: { channels: ['default'] },
};
