import { ConfigError } from '@kojikit/protocol';
import { checkOptions } from './check-options.js';
import type { HubConfig, HubConfigOverrides } from './hub-config.js';
import { makeHubConfig } from './make-hub-config.js';

/**
 * A configuration without any file: every option has its default but for `overrides`. For tests and for programs that
 * bring a hub of their own. Throws ConfigError when an override makes no sense.
 * @param pluginTexts contents of plugin configuration files by file name, such as `sidetag.conf`.
 */
export function defaultHubConfig(
  overrides: HubConfigOverrides = {},
  pluginTexts: Readonly<Record<string, string>> = {},
): HubConfig {
  const { policy, ...values } = overrides;
  const config = makeHubConfig({ values, policy, pluginFolder: '', pluginTexts });
  const mistakes = checkOptions(config);
  if (mistakes.length > 0) {
    throw new ConfigError(
      mistakes.map(({ name, wrong }) => ({ file: 'overrides', message: `${name} ${wrong}` })),
    );
  }
  return config;
}
