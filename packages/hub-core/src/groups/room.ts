import type { HubModule } from '../plugins/hub-module.js';
import { groupsMethods } from './methods.js';

export const groupsRoom: HubModule = { name: 'groups', methods: groupsMethods };
