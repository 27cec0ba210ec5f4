import type { HubModule } from '../plugins/hub-module.js';
import { targetsMethods } from './methods.js';

export const targetsRoom: HubModule = { name: 'targets', methods: targetsMethods };
