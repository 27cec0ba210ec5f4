import type { Struct } from '@kojikit/protocol';
import { UsageError } from '../errors.js';

/** What is known of a Maven build, from the command line or a section of a file. */
export interface MavenChoice {
  readonly scmurl?: string;
  readonly patches?: string;
  readonly specfile?: string;
  readonly goals?: readonly string[];
  readonly profiles?: readonly string[];
  readonly packages?: readonly string[];
  readonly jvm_options?: readonly string[];
  readonly maven_options?: readonly string[];
  /** `name=value`, or a name alone. */
  readonly properties?: readonly string[];
  /** `name=value`. */
  readonly envs?: readonly string[];
  /** Builds of a chain that come before it. */
  readonly buildrequires?: readonly string[];
}

const PLAIN = [
  'scmurl',
  'patches',
  'specfile',
  'goals',
  'profiles',
  'packages',
  'jvm_options',
  'maven_options',
] as const;

/**
 * The options of a Maven build as the hub takes them; what is empty is left out. Throws UsageError for an environment
 * variable without a value.
 *
 * @param chain it is one of a chain: what it requires counts, and the chain says whether it is scratch
 */
export function mavenOptions(
  choice: MavenChoice,
  { chain = false, scratch = false }: { chain?: boolean; scratch?: boolean } = {},
): Struct {
  const options: Struct = {};
  for (const key of PLAIN) if ((choice[key] ?? '').length > 0) options[key] = choice[key];
  const properties = (choice.properties ?? []).map((line): [string, string | null] => {
    const equals = line.indexOf('=');
    return equals < 0 ? [line, null] : [line.slice(0, equals), line.slice(equals + 1)];
  });
  if (properties.length > 0) options['properties'] = Object.fromEntries(properties);
  const envs = (choice.envs ?? []).map((line): [string, string] => {
    const equals = line.indexOf('=');
    if (equals < 0) throw new UsageError('Environment variables must be in NAME=VALUE format');
    return [line.slice(0, equals), line.slice(equals + 1)];
  });
  if (envs.length > 0) options['envs'] = Object.fromEntries(envs);
  if (chain && (choice.buildrequires ?? []).length > 0) options['buildrequires'] = choice.buildrequires;
  if (scratch && !chain) options['scratch'] = true;
  return options;
}
