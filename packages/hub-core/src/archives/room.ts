import type { HubModule } from '../plugins/hub-module.js';
import { archivesMethods } from './methods.js';

export const archivesRoom: HubModule = { name: 'archives', methods: archivesMethods };
