import type { HubModule } from '../ground/hub-module.js';
import { targetsMethods } from './methods.js';

export const targetsRoom: HubModule = { name: 'targets', methods: targetsMethods };
