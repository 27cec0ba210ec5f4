import { ConfigError, type ConfigProblem, type HubConfig } from './config/index.js';
import type { HubPlugin } from './plugins/define-hub-plugin.js';
import { loadEachPlugin } from './plugins/load-plugins.js';
import { Registry } from './plugins/registry.js';
import { compilePolicies, type PolicySet } from './policy/index.js';
import { rooms } from './rooms.js';

/** What a hub is made of before it has a database. */
export interface AssembledHub {
  /** In the order in which they were registered. */
  readonly plugins: readonly HubPlugin[];
  readonly registry: Registry;
  readonly policies: PolicySet;
  /** Everything that keeps the hub from being made, each with its place. */
  readonly mistakes: readonly Error[];
  /** What works but may not do what its author thinks. */
  readonly warnings: readonly ConfigProblem[];
}

/**
 * Loads the plugins of a configuration, reads their files, registers what they bring and compiles the policies. A mistake
 * does not hide those behind it: all are listed.
 * @param values plugins as values; those that the configuration names are found among them before packages are.
 */
export async function assembleHub(
  config: HubConfig,
  values: readonly HubPlugin[] = [],
): Promise<AssembledHub> {
  const { plugins: named, failures } = await loadEachPlugin(config.plugins, {
    values,
    path: config.PluginPath.split(':'),
  });
  const mistakes: Error[] = [...failures];
  const plugins = [...new Set([...named, ...values])];
  const registry = new Registry(rooms);
  const warnings: ConfigProblem[] = [];
  for (const plugin of plugins) {
    attempt(mistakes, () => registry.add(plugin));
    attempt(mistakes, () => plugin.config && config.pluginConfig(plugin.name, plugin.config));
    const file = config.missingPluginFile(plugin.name);
    if (file !== undefined && plugin.withoutFile !== undefined)
      warnings.push({ file, message: `there is no such file: ${plugin.withoutFile}` });
  }
  const compiled = compilePolicies(config.policy, registry.policyTests.values(), {
    testsMissing: mistakes.length > 0,
  });
  if (compiled.problems.length > 0) mistakes.push(new ConfigError(compiled.problems));
  return {
    plugins,
    registry,
    policies: compiled.policies,
    mistakes,
    warnings: [...warnings, ...compiled.warnings],
  };
}

/** One error that says all of them, or the only one as it is. */
export function asOneError(mistakes: readonly Error[]): Error | undefined {
  if (mistakes.length < 2) return mistakes[0];
  return new AggregateError(mistakes, mistakes.map(({ message }) => message).join('\n'));
}

function attempt(mistakes: Error[], step: () => unknown): void {
  try {
    step();
  } catch (error) {
    mistakes.push(error instanceof Error ? error : new Error(String(error)));
  }
}
