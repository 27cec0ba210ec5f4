import { existsSync } from 'node:fs';
import { parseInteger } from '@kojikit/command-line';
import { ConfigurationError, readIniFiles, type IniFile, type IniSource } from '@kojikit/protocol';
import { CONFIG_KEYS } from './config-keys.js';
import { expandHome } from './expand-home.js';
import { interpolate } from './interpolate.js';
import type { Settings } from './settings.js';

/** What the configuration files say. */
export type ConfigSettings = Omit<
  Settings,
  'quiet' | 'noauth' | 'user' | 'password' | 'runas' | 'configFile'
>;

/** Which configuration is wanted. */
export interface ConfigRequest {
  profile: string;
  /** A file instead of the user's own ones; it must exist. */
  configFile?: string;
  /** The hub is known already, so a machine without any configuration will do. */
  profileOptional?: boolean;
}

/**
 * Reads a profile from `/etc/koji.conf.d`, `/etc/koji.conf` and `~/.koji/config.d`, `~/.koji/config` (or the one file
 * named instead of the last two); later files win. Throws ConfigurationError when the profile is in none of them or a
 * value cannot be read.
 */
export function readConfig({ profile, configFile, profileOptional = false }: ConfigRequest): ConfigSettings {
  const settings: Record<string, unknown> = { profile };
  for (const { name, initial } of Object.values(CONFIG_KEYS)) settings[name] = initial;
  const own: IniSource[] =
    configFile === undefined
      ? [{ path: expandHome('~/.koji/config.d') }, { path: expandHome('~/.koji/config') }]
      : [{ path: expandHome(configFile), required: true }];
  const ini = readIniFiles([{ path: '/etc/koji.conf.d' }, { path: '/etc/koji.conf' }, ...own]);
  if (ini.hasSection(profile)) Object.assign(settings, readProfile(ini, profile));
  else if (!profileOptional || ini.sections().length > 0) {
    throw new ConfigurationError(`no configuration for profile name: ${profile}`);
  }
  settings['cert'] = fileOrDefault(settings['cert'], '~/.koji/client.crt');
  settings['serverca'] = fileOrDefault(settings['serverca'], '~/.koji/serverca.crt');
  return settings as unknown as ConfigSettings;
}

function readProfile(ini: IniFile, profile: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const raw = ini.values(profile);
  for (const [key, value] of Object.entries(raw)) {
    const known = Object.hasOwn(CONFIG_KEYS, key) ? CONFIG_KEYS[key] : undefined;
    if (!known) continue;
    const text = interpolate(value, raw);
    // Koji reads this one key as text, so that any word but an empty one turns checking off.
    if (key === 'no_ssl_verify') found[known.name] = text !== '';
    else if (known.kind === 'boolean') found[known.name] = ini.bool(profile, key);
    else if (known.kind === 'text') found[known.name] = text;
    else {
      const number = parseInteger(text);
      if (number === undefined) {
        throw new ConfigurationError(`value for ${key} config option must be a valid integer`);
      }
      found[known.name] = number;
    }
  }
  return found;
}

function fileOrDefault(given: unknown, fallback: string): string {
  if (typeof given === 'string') return expandHome(given);
  const path = expandHome(fallback);
  return existsSync(path) ? path : '';
}
