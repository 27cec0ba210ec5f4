import { existsSync } from 'node:fs';
import {
  ConfigError,
  DEFAULT_HUB_CONFIG_FILE,
  defaultHubConfig,
  loadHubConfig,
  type HubConfig,
} from '../config/index.js';

/**
 * The configuration that a command works with: the named file, else `/etc/koji-hub/hub.conf`, else the defaults.
 * Throws ConfigError with every mistake in it.
 */
export function configured(file: string | undefined): HubConfig {
  if (file === undefined && !existsSync(DEFAULT_HUB_CONFIG_FILE)) return defaultHubConfig();
  const { config, problems } = loadHubConfig({ file });
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}
