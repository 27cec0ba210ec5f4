import type { HubModule } from '../ground/hub-module.js';
import { externalReposMethods } from './methods.js';

export const externalReposRoom: HubModule = { name: 'external-repos', methods: externalReposMethods };
