import type { HubModule } from '../ground/hub-module.js';
import { tagsMethods } from './methods.js';

export const tagsRoom: HubModule = { name: 'tags', methods: tagsMethods };
