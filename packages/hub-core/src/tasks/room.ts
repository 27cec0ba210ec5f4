import type { HubModule } from '../ground/hub-module.js';
import { taskChangeMethods } from './methods.js';
import { taskReadMethods } from './read-methods.js';

export const tasksRoom: HubModule = { name: 'tasks', methods: [...taskReadMethods, ...taskChangeMethods] };
