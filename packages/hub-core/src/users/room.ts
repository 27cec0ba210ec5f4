import type { HubModule } from '../plugins/hub-module.js';
import { usersMethods } from './methods.js';

export const usersRoom: HubModule = { name: 'users', methods: usersMethods };
