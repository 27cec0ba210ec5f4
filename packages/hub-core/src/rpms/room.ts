import type { HubModule } from '../ground/hub-module.js';
import { rpmsMethods } from './methods.js';

export const rpmsRoom: HubModule = { name: 'rpms', methods: rpmsMethods };
