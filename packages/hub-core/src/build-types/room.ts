import type { HubModule } from '../ground/hub-module.js';
import { buildTypesMethods } from './methods.js';

export const buildTypesRoom: HubModule = { name: 'build-types', methods: buildTypesMethods };
