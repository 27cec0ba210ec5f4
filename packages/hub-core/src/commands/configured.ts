import { existsSync } from 'node:fs';
import { asOneError, assembleHub } from '../assemble-hub.js';
import {
  ConfigError,
  DEFAULT_HUB_CONFIG_FILE,
  defaultHubConfig,
  formatProblem,
  loadHubConfig,
  type ConfigProblem,
  type HubConfig,
} from '../config/index.js';

/** The configuration that a command is called for: the named file, else `/etc/koji-hub/hub.conf`, else the defaults. */
export function readConfiguration(file: string | undefined): {
  config: HubConfig;
  problems: readonly ConfigProblem[];
  warnings: readonly ConfigProblem[];
} {
  if (file === undefined && !existsSync(DEFAULT_HUB_CONFIG_FILE)) {
    return { config: defaultHubConfig(), problems: [], warnings: [] };
  }
  return loadHubConfig({ file });
}

/**
 * {@link readConfiguration} for a command that works with it; warnings go to standard error. Throws an error with every
 * mistake in the files, those in plugins and policies included.
 */
export async function configured(file: string | undefined): Promise<HubConfig> {
  const { config, problems, warnings } = readConfiguration(file);
  for (const warning of warnings) process.stderr.write(`koji-hub: warning: ${formatProblem(warning)}\n`);
  if (problems.length === 0) return config;
  const { mistakes } = await assembleHub(config);
  throw asOneError([new ConfigError(problems), ...mistakes]) ?? new ConfigError(problems);
}
