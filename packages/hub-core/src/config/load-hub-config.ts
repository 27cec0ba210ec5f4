import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configFiles, hint, readIniDocument, type ConfigProblem, type IniDocument } from '@kojikit/protocol';
import { checkOptions } from './check-options.js';
import { exposureOf } from './exposure.js';
import type { HubConfig, HubConfigOverrides } from './hub-config.js';
import { makeHubConfig } from './make-hub-config.js';
import type { PolicyText } from './policy-text.js';
import { optionNamed, readHubSection, readPolicySection } from './read-sections.js';
import { errorText } from '../error-facts.js';

export { defaultHubConfig } from './default-hub-config.js';

/** Where Koji keeps the hub's configuration. */
export const DEFAULT_HUB_CONFIG_FILE = '/etc/koji-hub/hub.conf';

/** Where the configuration comes from. All may be left out. */
export interface LoadHubConfigOptions {
  /** The configuration file. Files of the folder `FILE.d` are read before it. Default: `/etc/koji-hub/hub.conf`. */
  readonly file?: string;
  /** The configuration itself, instead of a file. */
  readonly text?: string;
  /** Values that win over those of the file, such as command-line options. */
  readonly overrides?: HubConfigOverrides;
  /** Where plugin files are. Default: the folder `plugins` beside the configuration file. */
  readonly pluginFolder?: string;
  /** Contents of plugin files by file name (`sidetag.conf`); they win over the folder. */
  readonly pluginTexts?: Readonly<Record<string, string>>;
}

const SECTIONS = ['hub', 'policy'];

/**
 * Reads the hub's configuration. Nothing is thrown for a mistake: all are listed in `problems`, and an option with one
 * has its default in `config`. What works but may not do what its author thinks is listed in `warnings`. Mistakes inside policy rules are found by `compilePolicies`, which knows the tests.
 */
export function loadHubConfig(options: LoadHubConfigOptions = {}): {
  config: HubConfig;
  problems: ConfigProblem[];
  warnings: ConfigProblem[];
} {
  const file = options.file ?? DEFAULT_HUB_CONFIG_FILE;
  const problems: ConfigProblem[] = [];
  const warnings: ConfigProblem[] = [];
  const sources =
    options.text === undefined ? readFiles(file, problems) : [readIniDocument(options.text, 'hub.conf')];

  const values: Record<string, unknown> = {};
  const places = new Map<string, ConfigProblem>();
  let policies: Readonly<Record<string, PolicyText>> = {};
  for (const source of sources) {
    problems.push(...source.problems);
    for (const section of source.sections) {
      if (section.name === 'hub') readHubSection(source, section, { values, places, problems, warnings });
      else if (section.name === 'policy') {
        policies = { ...policies, ...readPolicySection(source, section) };
      } else {
        const meant = hint(section.name, SECTIONS);
        (meant === '' ? warnings : problems).push(unknownSection(source, section, meant));
      }
    }
  }

  const { policy, ...overrides } = options.overrides ?? {};
  const pluginFolder = options.pluginFolder ?? join(dirname(file), 'plugins');
  const pluginTexts = options.pluginTexts ?? {};
  const config = makeHubConfig({
    values: { ...values, ...overrides },
    policies,
    policy,
    pluginFolder,
    pluginTexts,
  });
  for (const { name, wrong } of checkOptions(config)) {
    const place = places.get(optionNamed(name) ?? name);
    problems.push({ file: place?.file ?? file, line: place?.line, message: `${name} ${wrong}` });
  }
  if (options.text === undefined && exposureOf(file, config) === 'served')
    problems.push({ file, message: 'lies in a folder that /kojifiles serves: move it out' });
  return { config, problems, warnings };
}

function readFiles(file: string, problems: ConfigProblem[]): IniDocument[] {
  if (!existsSync(file)) {
    problems.push({ file, message: 'does not exist; name the configuration with --config FILE' });
  }
  return configFiles(file).flatMap((path) => {
    try {
      return [readIniDocument(readFileSync(path, 'utf8'), path)];
    } catch (error) {
      problems.push({ file: path, message: `cannot be read: ${errorText(error)}` });
      return [];
    }
  });
}

function unknownSection(
  source: IniDocument,
  section: IniDocument['sections'][number],
  meant: string,
): ConfigProblem {
  const message = `unknown section [${section.name}], expected [hub] or [policy]${meant || '; it is passed over'}`;
  return { file: source.file, line: section.line, message };
}
