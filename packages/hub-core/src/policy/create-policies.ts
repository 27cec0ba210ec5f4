import { ConfigError, type HubConfig } from '../config/index.js';
import type { Registry } from '../plugins/registry.js';
import type { Context } from '../rpc/context.js';
import { compilePolicies } from './compile-policies.js';
import type { Policies } from './policies.js';

/**
 * Reads the policies of a configuration with the tests of all rooms and plugins. Answers what a request asks them
 * through. Throws ConfigError with every mistake in the rules.
 */
export function createPolicies(
  config: Pick<HubConfig, 'policy'>,
  registry: Pick<Registry, 'policyTests'>,
): (ctx: Context) => Policies {
  const { policies, problems } = compilePolicies(config.policy, registry.policyTests.values());
  if (problems.length > 0) throw new ConfigError(problems);
  return (ctx) => policies.bind(ctx);
}
