import type { HubModule } from '../ground/hub-module.js';
import { policyMethods } from './methods.js';
import { policyTests } from './policy-tests.js';

/** Tests look at builds and tags through the API: their rooms stand above this one. */
export const policyRoom: HubModule = { name: 'policy', methods: policyMethods, policyTests };
