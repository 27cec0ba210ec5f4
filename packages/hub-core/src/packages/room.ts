import type { HubModule } from '../plugins/hub-module.js';
import { packagesMethods } from './methods.js';

export const packagesRoom: HubModule = { name: 'packages', methods: packagesMethods };
