export { runKoji, type ProgramRequest } from './main.js';
export { processOutput, type Output } from './output/output.js';
export { readConfig, type ConfigRequest, type ConfigSettings } from './config/read-config.js';
export type { Settings } from './config/settings.js';
