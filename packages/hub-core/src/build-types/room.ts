import type { HubModule } from '../ground/hub-module.js';
import { buildTypesMethods } from './methods.js';
import { typedRequestMethods } from './request-methods.js';

export const buildTypesRoom: HubModule = {
  name: 'build-types',
  methods: [...buildTypesMethods, ...typedRequestMethods],
};
