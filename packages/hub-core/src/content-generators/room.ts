import type { HubModule } from '../plugins/hub-module.js';
import { contentGeneratorsMethods } from './methods.js';

export const contentGeneratorsRoom: HubModule = {
  name: 'content-generators',
  methods: contentGeneratorsMethods,
};
