import type { HubModule } from '../ground/hub-module.js';
import { archiveImportMethods } from './import-methods.js';
import { archivesMethods } from './methods.js';

export const archivesRoom: HubModule = {
  name: 'archives',
  methods: [...archivesMethods, ...archiveImportMethods],
};
