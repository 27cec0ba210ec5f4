import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { isAbsolute } from 'node:path';
import { databaseOptions } from './database-options.js';
import { exposureOf } from './exposure.js';
import type { HubOptionValues } from './hub-config.js';
import type { HubOptionName } from './hub-options.js';
import { logLevelMistake } from './log-level.js';
import { servedFolders } from './served-folders.js';
import { errorText } from '../error-facts.js';

/** What is wrong with the option of this name: `is …, expected …`. */
export interface OptionMistake {
  readonly name: HubOptionName;
  readonly wrong: string;
}

/** Mistakes that only show when an option's value is looked at as what it means, or beside other options. */
export function checkOptions(options: HubOptionValues): OptionMistake[] {
  const mistakes: OptionMistake[] = [];
  const report = (name: HubOptionName, wrong: string | undefined) => {
    if (wrong !== undefined) mistakes.push({ name, wrong });
  };
  report('LogLevel', logLevelMistake(options.LogLevel));
  report('Listen', listenMistake(options.Listen));
  report('TrustedProxies', networkMistake(options.TrustedProxies));
  report('ServedFolders', foldersMistake(options));
  report('MetricsAllowed', networkMistake(options.MetricsAllowed));
  report('HostNames', hostNamesMistake(options.HostNames));
  report('RPMDefaultChecksums', checksumMistake(options.RPMDefaultChecksums));
  if (!isAbsolute(options.KojiDir)) report('KojiDir', `is "${options.KojiDir}", expected an absolute path`);
  if (options.LoginAttempts < 0) report('LoginAttempts', `is ${options.LoginAttempts}, expected 0 or more`);
  if (options.LoginPause < 1) report('LoginPause', `is ${options.LoginPause}, expected 1 or more`);
  if (options.KeptAnswers < 0) report('KeptAnswers', `is ${options.KeptAnswers}, expected 0 or more`);
  if (options.DrainTime < 0 || options.DrainTime > 3600)
    report('DrainTime', `is ${options.DrainTime}, expected 0 to 3600`);
  if (options.Workers < 1) report('Workers', `is ${options.Workers}, expected 1 or more`);
  for (const name of ['SSLCert', 'SSLKey', 'SSLClientCA'] as const) {
    const file = options[name];
    if (file !== undefined && !existsSync(file)) report(name, `names ${file}, which does not exist`);
    if (name !== 'SSLCert' && file !== undefined && options.SSLCert === undefined) {
      report(name, 'needs SSLCert beside it');
    }
  }
  report('DBConnectionString', databaseMistake(options));
  if (options.SSLKey !== undefined) report('SSLKey', exposureMistake(options.SSLKey, options));
  return mistakes;
}

function databaseMistake(options: HubOptionValues): string | undefined {
  try {
    const connection = databaseOptions(options);
    if (connection.kind !== 'sqlite') return undefined;
    if (options.Workers > 1)
      return 'names SQLite, which serves one worker; set Workers = 1 or name a PostgreSQL database';
    return connection.path === ':memory:' ? undefined : exposureMistake(connection.path, options);
  } catch (error) {
    return errorText(error);
  }
}

function exposureMistake(file: string, options: HubOptionValues): string | undefined {
  return exposureOf(file, options) === 'served'
    ? `names ${file}, which /kojifiles would give to everybody; move it out of the served folders`
    : undefined;
}

function listenMistake(value: string): string | undefined {
  const port = /^(?:(?:\[[0-9a-fA-F:.]+\]|[^\s:[\]]*):)?(\d{1,5})$/.exec(value.trim())?.[1];
  if (port !== undefined && Number(port) <= 65535) return undefined;
  return `is "${value}", expected HOST:PORT such as 127.0.0.1:8080 or [::1]:8080`;
}

function hostNamesMistake(value: string): string | undefined {
  const wrong = value.split(/[\s,]+/).find((name) => name !== '' && !/^(\*\.)?[\w-]+(\.[\w-]+)*$/.test(name));
  return wrong === undefined
    ? undefined
    : `has "${wrong}", expected names without port or path such as koji.example.com`;
}

function networkMistake(value: string): string | undefined {
  for (const network of value.split(/[\s,]+/).filter(Boolean)) {
    const [address, prefix, more] = network.split('/');
    const family = isIP(address ?? '');
    const longest = family === 6 ? 128 : 32;
    const good =
      more === undefined && (prefix === undefined || (/^\d+$/.test(prefix) && Number(prefix) <= longest));
    if (family === 0 || !good)
      return `has "${network}", expected addresses or networks such as 10.0.0.0/8 or ::1`;
  }
  return undefined;
}

function foldersMistake(options: HubOptionValues): string | undefined {
  const wrong = servedFolders(options).find((name) => name.includes('/') || name.startsWith('.'));
  return wrong === undefined
    ? undefined
    : `has "${wrong}", expected names of folders in KojiDir such as packages`;
}

function checksumMistake(value: string): string | undefined {
  const known = ['md5', 'sha1', 'sha256'];
  const wrong = value.split(/\s+/).find((word) => word !== '' && !known.includes(word));
  return wrong === undefined ? undefined : `has "${wrong}", expected ${known.join(', ')}`;
}
