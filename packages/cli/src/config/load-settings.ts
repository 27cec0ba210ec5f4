import type { OptionValues } from '@kojikit/command-line';
import { pythonRepr } from '@kojikit/protocol';
import { expandHome } from './expand-home.js';
import type { globalOptions } from './global-options.js';
import { readConfig } from './read-config.js';
import type { Settings } from './settings.js';

/**
 * Joins the global options with the configuration files; what the command line says wins. Throws ConfigurationError.
 *
 * @param warn receives a line about each obsolete setting
 */
export function loadSettings(
  given: OptionValues<ReturnType<typeof globalOptions>>,
  warn: (line: string) => void,
): Settings {
  const config = readConfig({ ...given, profileOptional: given.server !== undefined });
  const fromLine = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const settings: Settings = { ...config, ...fromLine } as Settings;
  settings.topdir = expandHome(settings.topdir);
  settings.cert = expandHome(settings.cert);
  applyPkgurl(settings, warn);
  return settings;
}

function applyPkgurl(settings: Settings, warn: (line: string) => void): void {
  if (!settings.pkgurl) return;
  const suggestion = settings.pkgurl.replace(/\/packages\/?$/, '');
  if (settings.topurl) {
    warn('Warning: the pkgurl option is obsolete');
  } else if (suggestion === settings.pkgurl) {
    warn('Warning: The pkgurl option is obsolete, please use topurl instead');
  } else {
    warn(`Warning: the pkgurl option is obsolete, using topurl=${pythonRepr(suggestion)}`);
    settings.topurl = suggestion;
  }
}
