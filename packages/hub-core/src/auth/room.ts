import type { HubModule } from '../ground/hub-module.js';
import { authMethods } from './methods.js';

export const authRoom: HubModule = { name: 'auth', methods: authMethods };
