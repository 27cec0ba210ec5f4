import { accessSync, constants } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { ConfigMistakes, type ConfigMistake, type ConfigSections } from '@kojikit/builder/plugin';
import { CREDENTIAL_RULES } from '../archive/credential-rules.js';
import { readFlag, readSize, ValueError } from '../config-values.js';
import { SAVING_OPTIONS } from './config-options.js';

/** `plugins/save_failed_tree.conf` beside kojid.conf, checked. */
export interface SavingConfig {
  /** Globs of paths that are left out, besides those that always are. */
  readonly filters: readonly string[];
  /** The globs match in any case. Default: no, as in Koji. */
  readonly ignoreCase: boolean;
  /** Names of the rules for credentials that are not applied. Default: none. */
  readonly savedCredentials: readonly string[];
  /** Volume of the hub that archives go to; undefined: the hub's own folder. */
  readonly volume: string | undefined;
  readonly compression: Compression;
  readonly level: number;
  /** Processors to compress with. Default: all, up to eight. */
  readonly threads: number;
  /** Bytes of the largest tree, before compression; 0: no limit. */
  readonly maxSize: number;
}

export type Compression = 'gzip' | 'zstd';

/** Each takes some memory; with more the archiver could need more than 150 MB. */
const MOST_THREADS = 8;

const LEVELS = { gzip: { initial: 6, most: 9 }, zstd: { initial: 3, most: 19 } } as const;

/** Reads and checks the configuration when the daemon starts. Throws ConfigMistakes with all that is wrong. */
export const savingConfig = {
  parse(given: unknown): SavingConfig {
    const sections = given as ConfigSections;
    const issues: ConfigMistake[] = [...unknownNames(sections)];
    const value = <Value>(
      section: string,
      key: string,
      read: (text: string) => Value,
      initial: Value,
    ): Value => {
      const text = sections[section]?.[key];
      if (text === undefined) return initial;
      try {
        return read(text);
      } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        issues.push({ path: [section, key], message: `bad config: [${section}] ${key}: ${error.message}` });
        return initial;
      }
    };
    const compression = value('general', 'compression', readCompression, 'gzip');
    const { initial, most } = LEVELS[compression];
    const config = {
      filters: value('filters', 'paths', readWords, []),
      ignoreCase: value('filters', 'ignore_case', readFlag, false),
      savedCredentials: value('filters', 'save_credentials', readRules, []),
      volume: readVolume(sections, issues),
      compression,
      level: value('general', 'level', (text) => readNumber(text, 1, most), initial),
      threads: value(
        'general',
        'threads',
        (text) => readNumber(text, 1, MOST_THREADS),
        Math.min(availableParallelism(), MOST_THREADS),
      ),
      maxSize: value('limits', 'max_size', readSize, 0),
    };
    if (issues.length > 0) throw new ConfigMistakes(issues);
    return config;
  },
};

function unknownNames(sections: ConfigSections): ConfigMistake[] {
  return Object.entries(sections).flatMap(([section, values]): ConfigMistake[] => {
    const options = SAVING_OPTIONS[section];
    if (!options) {
      const expected = `expected one of ${Object.keys(SAVING_OPTIONS).join(', ')}`;
      return [{ path: [section], message: `bad config: there is no section [${section}], ${expected}` }];
    }
    const known = Object.keys(options);
    const odd = Object.keys(values).filter((key) => !known.includes(key));
    return odd.map((key) => ({
      path: [section, key],
      message: `bad config: there is no option ${key} in [${section}], expected one of ${known.join(', ')}`,
    }));
  });
}

function readVolume(sections: ConfigSections, issues: ConfigMistake[]): string | undefined {
  const [right, sample] = [sections['general']?.['volume'], sections['global']?.['volume']];
  if (right !== undefined && sample !== undefined && right.trim() !== sample.trim()) {
    issues.push({
      path: ['global', 'volume'],
      message: `bad config: volume is ${right.trim()} in [general] and ${sample.trim()} in [global], expected one`,
    });
  }
  const name = (right ?? sample)?.trim();
  return name === undefined || name === '' || name === 'DEFAULT' ? undefined : name;
}

function readWords(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function readRules(text: string): string[] {
  const names = readWords(text);
  const known = CREDENTIAL_RULES.map(({ name }) => name);
  const odd = names.find((name) => !known.includes(name));
  if (odd === undefined) return names;
  throw new ValueError(`"${odd}" is no rule for credentials, expected some of ${known.join(', ')}`);
}

function readCompression(text: string): Compression {
  const word = text.trim().toLowerCase();
  if (word === 'zstd' && !isInstalled('zstd')) {
    throw new ValueError('zstd needs the program of that name, which is not installed here');
  }
  if (word === 'gzip' || word === 'zstd') return word;
  throw new ValueError(`"${text}" is no compression, expected gzip or zstd`);
}

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function readNumber(text: string, least: number, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new ValueError(`"${text}" is out of range, expected a whole number from ${least} to ${most}`);
}
