import type { HubModule } from '../plugins/hub-module.js';
import { searchMethods } from './methods.js';

export const searchRoom: HubModule = { name: 'search', methods: searchMethods };
