export { runKoji, type ProgramRequest } from './main.js';
export type { Output, Streams } from './output/output.js';
export { processStreams } from './output/process-streams.js';
export { readConfig, type ConfigRequest, type ConfigSettings } from './config/read-config.js';
export type { Settings } from './config/settings.js';
