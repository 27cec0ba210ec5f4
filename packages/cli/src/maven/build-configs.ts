import { readIniFiles, type IniFile, type Struct } from '@kojikit/protocol';
import { UsageError } from '../errors.js';
import { mavenOptions } from './maven-options.js';

/** A section of the files that `--ini` and maven-chain take. */
export interface BuildConfig {
  readonly name: string;
  readonly type: 'maven' | 'wrapper';
  readonly scmurl: string;
  readonly buildrequires: readonly string[];
  /** What the hub is told of it in a chain. */
  readonly options: Struct;
}

/** How the sections are read. */
export interface ConfigUse {
  /** They are the builds of a chain. Default: false. */
  readonly chain?: boolean;
  readonly scratch: boolean;
}

/**
 * Reads what is to be built, a section for each build. Throws UsageError when there is nothing, or when a section does
 * not say enough; ConfigurationError when a file cannot be read.
 */
export function readBuildConfigs(files: readonly string[], use: ConfigUse): BuildConfig[] {
  const ini = readIniFiles(files);
  const configs = ini.sections().map((name) => readConfig(ini, name, use));
  if (configs.length === 0) throw new UsageError(`No sections found in: ${files.join(', ')}`);
  return configs;
}

/** The section of this name, or the only one. Throws UsageError. */
export function chooseConfig(
  files: readonly string[],
  section: string | undefined,
  use: ConfigUse,
): BuildConfig {
  const configs = readBuildConfigs(files, use);
  const found = section ? configs.find(({ name }) => name === section) : configs[0];
  if (!found) throw new UsageError(`Section ${section} does not exist in: ${files.join(', ')}`);
  if (section || configs.length === 1) return found;
  throw new UsageError(`Multiple sections in: ${files.join(', ')}, you must specify the section`);
}

function readConfig(ini: IniFile, name: string, { chain = false, scratch }: ConfigUse): BuildConfig {
  const type = ini.string(name, 'type') ?? 'maven';
  if (type !== 'maven' && type !== 'wrapper') throw new UsageError(`Unsupported build type: ${type}`);
  const buildrequires = ini.words(name, 'buildrequires');
  if (type === 'wrapper' && buildrequires.length !== 1) {
    throw new UsageError('A wrapper-rpm must depend on exactly one package');
  }
  const scmurl = ini.string(name, 'scmurl');
  if (!scmurl) throw new UsageError(`${name} is missing the scmurl parameter`);
  if (type === 'wrapper') {
    const options = { type, scmurl, buildrequires, ...(!scratch && { create_build: true }) };
    return { name, type, scmurl, buildrequires, options };
  }
  const lines = (key: string): string[] =>
    (ini.string(name, key) ?? '').split('\n').filter((line) => line !== '');
  const options = mavenOptions(
    {
      scmurl,
      patches: ini.string(name, 'patches'),
      specfile: ini.string(name, 'specfile'),
      goals: ini.words(name, 'goals'),
      profiles: ini.words(name, 'profiles'),
      packages: ini.words(name, 'packages'),
      jvm_options: ini.words(name, 'jvm_options'),
      maven_options: ini.words(name, 'maven_options'),
      properties: lines('properties'),
      envs: lines('envs'),
      buildrequires,
    },
    { chain, scratch },
  );
  return { name, type, scmurl, buildrequires, options };
}
