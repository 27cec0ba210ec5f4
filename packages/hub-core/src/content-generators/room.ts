import type { HubModule } from '../ground/hub-module.js';
import { generatedImportMethods } from './import-methods.js';
import { contentGeneratorsMethods } from './methods.js';
import { reservationMethods } from './reservation-methods.js';

export const contentGeneratorsRoom: HubModule = {
  name: 'content-generators',
  methods: [...contentGeneratorsMethods, ...reservationMethods, ...generatedImportMethods],
};
