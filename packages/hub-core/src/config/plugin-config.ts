import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ZodType, z } from 'zod';
import { dictionary, type Dictionary } from '@kojikit/protocol';
import { readSource, type IniSource } from './ini-source.js';
import { ConfigError, type ConfigProblem } from './problem.js';

interface PluginFiles {
  /** The folder of plugin files; empty when there is none. */
  readonly folder: string;
  /** Contents by file name, which win over the folder. */
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * Reads `NAME.conf` with the plugin's schema, which sees `{ section: { key: text } }`. Keys come in lower case, since
 * files do not mind case.
 */
export function readPluginConfig<Value>(files: PluginFiles, name: string, schema: ZodType<Value>): Value {
  const file = `${name}.conf`;
  const path = files.folder === '' ? file : join(files.folder, file);
  const source = readSource(textOf(files, file, path), path);
  if (source.problems.length > 0) throw new ConfigError(source.problems);

  const sections = dictionary<Dictionary<string>>();
  for (const section of source.sections) {
    const values = (sections[section.name] ??= dictionary<string>());
    for (const { key, value } of section.entries) values[key] = value;
  }
  const result = schema.safeParse(sections);
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.flatMap((issue) => problemsOf(source, issue)));
}

function textOf(files: PluginFiles, file: string, path: string): string {
  const given = files.texts[file];
  if (given !== undefined) return given;
  if (files.folder === '' || !existsSync(path)) return '';
  return readFileSync(path, 'utf8');
}

function problemsOf(source: IniSource, issue: z.core.$ZodIssue): ConfigProblem[] {
  const [sectionName, key] = issue.path.map(String);
  const section = source.sections.find(({ name }) => name === sectionName);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((unknown) => {
      if (sectionName !== undefined) {
        const entry = section?.entries.find((candidate) => candidate.key === unknown);
        return {
          file: source.file,
          line: entry?.line ?? section?.line,
          message: `unknown option ${unknown} in [${sectionName}]`,
        };
      }
      const line = source.sections.find(({ name }) => name === unknown)?.line;
      return { file: source.file, line, message: `unknown section [${unknown}]` };
    });
  }
  const entry = section?.entries.find((candidate) => candidate.key === key);
  const what = [sectionName && `[${sectionName}]`, key].filter(Boolean).join(' ');
  return [{ file: source.file, line: entry?.line ?? section?.line, message: `${what}: ${issue.message}` }];
}
