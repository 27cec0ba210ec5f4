import type { HubModule } from '../ground/hub-module.js';
import { reportMethods } from './methods.js';

export const reportsRoom: HubModule = { name: 'reports', methods: reportMethods };
