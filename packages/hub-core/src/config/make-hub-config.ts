import { DEFAULT_POLICIES, dictionary } from '@kojikit/protocol';
import type { ZodType } from 'zod';
import type { HubConfig, HubOptionValues } from './hub-config.js';
import { hubOptions } from './hub-options.js';
import { missingPluginFile, readPluginConfig } from './plugin-config.js';
import { policyText, type PolicyText } from './policy-text.js';
import { keysOf } from '../keys-of.js';

interface Parts {
  /** Option values by name; missing ones have their default. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly policies?: Readonly<Record<string, PolicyText>>;
  /** Further rules, as plain text; they win. */
  readonly policy?: Readonly<Record<string, string>>;
  readonly pluginFolder: string;
  readonly pluginTexts?: Readonly<Record<string, string>>;
}

/** Puts a configuration together from its parts. */
export function makeHubConfig(parts: Parts): HubConfig {
  const values: Record<string, unknown> = {};
  for (const name of keysOf(hubOptions)) {
    values[name] = parts.values[name] ?? hubOptions[name].default;
  }
  values.DBHost ??= values.DBhost;
  values.RLIMIT_NOFILE ??= values.RLIMIT_OFILE;
  const options = values as unknown as HubOptionValues;

  const policy = dictionary<PolicyText>();
  for (const [name, rules] of Object.entries(DEFAULT_POLICIES))
    policy[name] = policyText(name, rules.join('\n'));
  for (const [name, text] of Object.entries(parts.policies ?? {})) policy[name] = text;
  for (const [name, text] of Object.entries(parts.policy ?? {})) policy[name] = policyText(name, text);
  const where = { folder: parts.pluginFolder, texts: parts.pluginTexts ?? {} };
  return Object.freeze({
    ...options,
    policy: Object.freeze(policy),
    plugins: Object.freeze(options.Plugins.split(/\s+/).filter(Boolean)),
    pluginFolder: parts.pluginFolder,
    pluginConfig: <Value>(name: string, schema: ZodType<Value>) => readPluginConfig(where, name, schema),
    missingPluginFile: (name: string) => missingPluginFile(where, name),
  });
}
