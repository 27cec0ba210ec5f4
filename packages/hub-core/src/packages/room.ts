import type { HubModule } from '../ground/hub-module.js';
import { packagesMethods } from './methods.js';

export const packagesRoom: HubModule = { name: 'packages', methods: packagesMethods };
