import type { HubModule } from '../plugins/hub-module.js';
import { authMethods } from './methods.js';

export const authRoom: HubModule = { name: 'auth', methods: authMethods };
