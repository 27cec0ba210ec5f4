import { ConfigurationError, parseIni } from '@kojikit/protocol';
import type { IniFile } from '@kojikit/protocol';
import { existsSync, readFileSync } from 'node:fs';
import { BadValue } from './setting-kinds.js';
import { SETTINGS, defaultSettings } from './settings.js';
import type { BuilderSettings, SettingName, Settings } from './settings.js';

/** Values that replace those of the file, from the command line for example; `undefined` replaces nothing. */
export type Overrides = Partial<Settings>;

export interface BuilderConfig {
  readonly settings: BuilderSettings;
  /** Names of the plugins to load. */
  readonly plugins: readonly string[];
  /** Things that work but should be known, for the log. */
  readonly warnings: readonly string[];
}

const SECTION = 'kojid';
const CERTIFICATE_DEFAULTS = { cert: '/etc/kojid/client.crt', serverca: '/etc/kojid/serverca.crt' } as const;

/**
 * Reads kojid.conf. All mistakes are reported by one error, one line each, with file and line.
 * @param file Path of the file. It must exist.
 */
export function readConfig(file: string, overrides: Overrides = {}): BuilderConfig {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigurationError(`Config file ${file} can't be opened.`, { cause });
  }
  return interpretConfig(parseIni(text, file), overrides);
}

/** Turns the contents of kojid.conf and the command line's options into settings; see `readConfig`. */
export function interpretConfig(ini: IniFile, overrides: Overrides = {}): BuilderConfig {
  const mistakes: string[] = [];
  const warnings: string[] = [];
  for (const section of ini.sections()) {
    if (section !== SECTION) mistakes.push(`invalid section found in config file: ${section}`);
  }
  const values: Record<string, unknown> = { ...defaultSettings() };
  const limits: Record<string, string> = {};
  for (const key of ini.keys(SECTION)) {
    const value = ini.string(SECTION, key) ?? '';
    if (key.startsWith('rlimit_')) limits[key.toUpperCase()] = value;
    else if (!isSetting(key)) mistakes.push(ini.error(SECTION, key, 'is an unknown config option').message);
    else {
      try {
        values[key] = SETTINGS[key].read(value);
      } catch (error) {
        if (!(error instanceof BadValue)) throw error;
        mistakes.push(ini.error(SECTION, key, error.message).message);
      }
    }
  }
  for (const [key, value] of Object.entries(overrides)) if (value !== undefined) values[key] = value;
  const read = values as unknown as Settings;

  if (!read.server) mistakes.push('the server option is required');
  const topurls = read.topurl?.split(/\s+/).filter((url) => url !== '') ?? [];
  if (topurls.length === 0) mistakes.push('the topurl option is required');
  if (!/^\d+:\d+$/.test(read.sandbox_build_user)) {
    mistakes.push(`sandbox_build_user must be UID:GID, not '${read.sandbox_build_user}'`);
  }
  if (read.pkgurl) warnings.push('The pkgurl option is obsolete');
  if (read.admin_emails) warnings.push('admin_emails is not used: errors stand in the log');
  if (!read.use_fast_upload) warnings.push('use_fast_upload cannot be switched off');
  for (const name of Object.keys(limits)) {
    warnings.push(`${name} is not applied: set resource limits where the service is started`);
  }
  if (mistakes.length > 0) throw new ConfigurationError(mistakes.join('\n'));

  const settings: BuilderSettings = {
    ...read,
    cert: read.cert ?? existing(CERTIFICATE_DEFAULTS.cert),
    serverca: read.serverca ?? existing(CERTIFICATE_DEFAULTS.serverca),
    topurl: topurls[0],
    topurls,
    limits,
  };
  return { settings, plugins: [...settings.plugin, ...settings.plugins], warnings };
}

function isSetting(key: string): key is SettingName {
  return Object.hasOwn(SETTINGS, key);
}

function existing(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}
