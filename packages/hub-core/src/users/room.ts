import type { HubModule } from '../ground/hub-module.js';
import { usersMethods } from './methods.js';

export const usersRoom: HubModule = { name: 'users', methods: usersMethods };
