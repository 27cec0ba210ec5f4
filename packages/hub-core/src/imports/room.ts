import type { HubModule } from '../ground/hub-module.js';
import { importsMethods } from './methods.js';

export const importsRoom: HubModule = { name: 'imports', methods: importsMethods };
