import type { HubModule } from '../ground/hub-module.js';
import { buildrootsMethods } from './methods.js';

export const buildrootsRoom: HubModule = { name: 'buildroots', methods: buildrootsMethods };
