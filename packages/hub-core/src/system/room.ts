import type { HubModule } from '../ground/hub-module.js';
import { systemMethods } from './methods.js';

export const systemRoom: HubModule = { name: 'system', methods: systemMethods };
