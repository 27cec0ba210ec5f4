import type { HubModule } from '../plugins/hub-module.js';
import { systemMethods } from './methods.js';

export const systemRoom: HubModule = { name: 'system', methods: systemMethods };
