import type { HubModule } from '../plugins/hub-module.js';
import { buildrootsMethods } from './methods.js';

export const buildrootsRoom: HubModule = { name: 'buildroots', methods: buildrootsMethods };
