import type { HubModule } from '../ground/hub-module.js';
import { taggingMethods } from './methods.js';
import { taggedMethods } from './methods-listings.js';

export const taggingRoom: HubModule = { name: 'tagging', methods: [...taggedMethods, ...taggingMethods] };
