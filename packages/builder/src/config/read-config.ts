import { existsSync, readFileSync } from 'node:fs';
import {
  ConfigError,
  configFiles,
  formatProblem,
  hint,
  readIniDocument,
  type ConfigProblem,
  type IniDocument,
  type IniEntry,
} from '@kojikit/protocol';
import { readResourceLimit, resourceNamed } from './resource-limit.js';
import { RETIRED_OPTIONS } from './retired-options.js';
import { BadValue } from './setting-kinds.js';
import { SETTINGS, defaultSettings } from './settings.js';
import type { BuilderSettings, Setting, SettingName, Settings } from './settings.js';

/** Values that replace those of the file, from the command line for example; `undefined` replaces nothing. */
export type Overrides = Partial<Settings>;

/** What kojid.conf says. */
export interface BuilderConfig {
  readonly settings: BuilderSettings;
  /** Names of the plugins to load. */
  readonly plugins: readonly string[];
  /** Things that work but should be known, for the log. */
  readonly warnings: readonly string[];
}

/** A configuration with every mistake in it; an option with one has its default. */
export interface LoadedConfig extends BuilderConfig {
  /** Whether there was any file to read. */
  readonly isRead: boolean;
  readonly problems: readonly ConfigProblem[];
}

interface Collected {
  readonly values: Record<string, unknown>;
  readonly limits: Record<string, unknown>;
  readonly problems: ConfigProblem[];
  readonly warnings: ConfigProblem[];
}

const SECTION = 'kojid';
const CERTIFICATE_DEFAULTS = { cert: '/etc/kojid/client.crt', serverca: '/etc/kojid/serverca.crt' } as const;

/**
 * Reads kojid.conf. All mistakes are reported by one error, one line each, with file and line.
 * @param file Path of the file, which must exist; the `*.conf` files of the folder `FILE.d` are read before it. Or a
 *   folder of such files.
 */
export function readConfig(file: string, overrides: Overrides = {}): BuilderConfig {
  const { settings, plugins, warnings, problems } = loadConfig(file, overrides);
  if (problems.length > 0) throw new ConfigError(problems);
  return { settings, plugins, warnings };
}

/** The same, but mistakes are listed rather than thrown: those of other files can be told with them. */
export function loadConfig(file: string, overrides: Overrides = {}): LoadedConfig {
  const problems: ConfigProblem[] = [];
  const documents = configFiles(file).flatMap((path) => {
    try {
      return [readIniDocument(readFileSync(path, 'utf8'), path)];
    } catch (error) {
      problems.push({ file: path, message: `cannot be read: ${(error as Error).message}` });
      return [];
    }
  });
  if (!existsSync(file))
    problems.push({ file, message: 'does not exist; name the configuration with --config FILE' });
  const found = interpretConfig(file, documents, overrides);
  // Of a file that was not read, nothing can be said to be missing.
  return { ...found, problems: found.isRead ? [...problems, ...found.problems] : problems };
}

/** Turns the contents of configuration files and the command line's options into settings; later files win. */
export function interpretConfig(
  file: string,
  documents: readonly IniDocument[],
  overrides: Overrides = {},
): LoadedConfig {
  const found: Collected = { values: { ...defaultSettings() }, limits: {}, problems: [], warnings: [] };
  for (const document of documents) readDocument(document, found);
  const { values, limits, problems, warnings } = found;
  for (const [key, value] of Object.entries(overrides)) if (value !== undefined) values[key] = value;
  const read = values as unknown as Settings;
  const isWrong = (name: string): boolean => problems.some(({ message }) => message.startsWith(`${name} `));

  const missing = (name: string, what: string): void => {
    if (!isWrong(name)) problems.push({ file, message: `the ${name} option is required: ${what}` });
  };
  if (!read.server) missing('server', 'the URL of the hub such as https://koji.example.com/kojihub');
  const topurls = read.topurl?.split(/\s+/).filter((url) => url !== '') ?? [];
  if (topurls.length === 0)
    missing('topurl', 'the URL of the hub’s files such as https://koji.example.com/kojifiles');

  const settings: BuilderSettings = {
    ...read,
    cert: read.cert ?? existing(CERTIFICATE_DEFAULTS.cert),
    serverca: read.serverca ?? existing(CERTIFICATE_DEFAULTS.serverca),
    topurl: topurls[0],
    topurls,
    limits,
  };
  return {
    isRead: documents.length > 0,
    settings,
    plugins: [...settings.plugin, ...settings.plugins],
    problems,
    warnings: warnings.map(formatProblem),
  };
}

function readDocument(document: IniDocument, found: Collected): void {
  found.problems.push(...document.problems);
  for (const section of document.sections) {
    if (section.name === SECTION) for (const entry of section.entries) readEntry(document.file, entry, found);
    else {
      const message = `unknown section [${section.name}], expected [${SECTION}]`;
      found.problems.push({ file: document.file, line: section.line, message });
    }
  }
}

function readEntry(file: string, { key, value, line }: IniEntry, found: Collected): void {
  const warn = (message: string): void => void found.warnings.push({ file, line, message });
  if (key.startsWith('rlimit_')) return readLimit(key.toUpperCase(), value, found, warn);
  if (!isSetting(key)) {
    const fate = RETIRED_OPTIONS[key];
    if (fate !== undefined) warn(`${key} has no effect here: ${fate}`);
    else warn(`unknown option ${key} in [${SECTION}]${hint(key, Object.keys(SETTINGS)) || ', passed over'}`);
    return;
  }
  const setting: Setting<unknown> = SETTINGS[key];
  try {
    found.values[key] = setting.read(value);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    found.problems.push({ file, line, message: `${key} ${error.message}` });
    return;
  }
  if (setting.unused !== undefined) warn(`${key} has no effect here: ${setting.unused}`);
  const doubt = setting.doubt?.(value);
  if (doubt !== undefined) warn(`${key} ${doubt}`);
}

/* What Koji's kojid passes over is passed over here as well, but not in silence. */
function readLimit(key: string, value: string, found: Collected, warn: (message: string) => void): void {
  const name = resourceNamed(key);
  if (typeof name !== 'string')
    return warn(`unknown option ${key} in [${SECTION}]${name.unknown || ', passed over'}`);
  if (value === '') return;
  const limit = readResourceLimit(value);
  if (limit) found.limits[name] = limit;
  else
    warn(
      `${key} is "${value}", passed over: expected a number, or a soft and a hard limit such as 1024 4096 (-1: none)`,
    );
}

function isSetting(key: string): key is SettingName {
  return Object.hasOwn(SETTINGS, key);
}

function existing(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}
