import type { HubModule } from '../plugins/hub-module.js';
import { buildsMethods } from './methods.js';

export const buildsRoom: HubModule = { name: 'builds', methods: buildsMethods };
