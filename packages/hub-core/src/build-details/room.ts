import type { HubModule } from '../ground/hub-module.js';
import { buildDetailsMethods } from './methods.js';

export const buildDetailsRoom: HubModule = { name: 'build-details', methods: buildDetailsMethods };
