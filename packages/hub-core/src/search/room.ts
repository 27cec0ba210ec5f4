import type { HubModule } from '../ground/hub-module.js';
import { searchMethods } from './methods.js';

export const searchRoom: HubModule = { name: 'search', methods: searchMethods };
