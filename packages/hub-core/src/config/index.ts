export { configFiles } from './config-files.js';
export { databaseOptions } from './database-options.js';
export { defaultHubConfig } from './default-hub-config.js';
export type { HubConfig, HubConfigOverrides, HubOptionValues } from './hub-config.js';
export { hubOptions, type HubOptionName } from './hub-options.js';
export {
  DEFAULT_HUB_CONFIG_FILE,
  loadHubConfig,
  type LoadHubConfigOptions,
} from './load-hub-config.js';
export { mainLogLevel, type LogLevel } from './log-level.js';
export { policyText, type PolicyLine, type PolicyText } from './policy-text.js';
export { ConfigError, formatProblem, type ConfigProblem } from './problem.js';
export { pythonRegex } from './python-regex.js';
export { verifyHostName, verifyNameInternal, verifyNameUser } from './verify-names.js';
