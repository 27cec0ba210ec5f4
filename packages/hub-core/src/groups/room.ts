import type { HubModule } from '../ground/hub-module.js';
import { groupsMethods } from './methods.js';

export const groupsRoom: HubModule = { name: 'groups', methods: groupsMethods };
