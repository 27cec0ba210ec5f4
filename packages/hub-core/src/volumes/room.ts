import type { HubModule } from '../ground/hub-module.js';
import { volumesMethods } from './methods.js';

export const volumesRoom: HubModule = { name: 'volumes', methods: volumesMethods };
