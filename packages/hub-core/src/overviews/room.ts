import type { HubModule } from '../ground/hub-module.js';
import { overviewMethods } from './methods.js';

/** What pages show of a thing, in one answer: of each thing a few queries, however much belongs to it. */
export const overviewsRoom: HubModule = { name: 'overviews', methods: overviewMethods };
