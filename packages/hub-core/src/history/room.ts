import type { HubModule } from '../ground/hub-module.js';
import { historyMethods } from './methods.js';

export const historyRoom: HubModule = { name: 'history', methods: historyMethods };
