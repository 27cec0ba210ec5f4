import type { HubModule } from '../ground/hub-module.js';
import { forgetChanges } from './forget-changes.js';

export const keptRoom: HubModule = { name: 'kept', jobs: [forgetChanges] };
