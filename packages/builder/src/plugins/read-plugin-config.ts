import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ConfigError,
  hint,
  problemsOfIssue,
  readIniDocument,
  type ConfigIssue,
  type ConfigProblem,
  type IniDocument,
} from '@kojikit/protocol';
import type { BuilderPlugin, ConfigSections } from './builder-plugin.js';

/**
 * Reads a plugin's own file with its schema. Throws ConfigError with every mistake: lines that cannot be read, and what
 * the schema says, with the line of its option where the schema names it (`issues`, as zod's errors have them).
 */
export function readPluginConfig(
  plugin: BuilderPlugin<unknown>,
  folder: string | undefined,
): { config: unknown; warnings: ConfigProblem[] } {
  if (!plugin.config) return { config: undefined, warnings: [] };
  const path = folder === undefined ? undefined : join(folder, `${plugin.aliases?.[0] ?? plugin.name}.conf`);
  const document: IniDocument =
    path !== undefined && existsSync(path)
      ? readIniDocument(readFileSync(path, 'utf8'), path)
      : { file: path ?? `plugin ${plugin.name} (no configuration)`, sections: [], problems: [] };
  const problems = [...document.problems];
  try {
    const config = plugin.config.parse(sectionsOf(document));
    if (problems.length === 0) return { config, warnings: unknownNames(document, plugin) };
  } catch (error) {
    const issues = issuesOf(error);
    if (issues) problems.push(...issues.flatMap((issue) => problemsOfIssue(document, issue)));
    else
      problems.push({ file: document.file, message: error instanceof Error ? error.message : String(error) });
  }
  throw new ConfigError(problems);
}

function unknownNames(
  { file, sections }: IniDocument,
  { optionsOf }: BuilderPlugin<unknown>,
): ConfigProblem[] {
  if (!optionsOf) return [];
  return sections.flatMap(({ name, line, entries }): ConfigProblem[] => {
    const known = optionsOf(name);
    if (!known) return [{ file, line, message: `unknown section [${name}], passed over` }];
    return entries
      .filter(({ key }) => !known.includes(key))
      .map(({ key, line: place }) => ({
        file,
        line: place,
        message: `unknown option ${key} in [${name}]${hint(key, known) || ', passed over'}`,
      }));
  });
}

function sectionsOf({ sections }: IniDocument): ConfigSections {
  return Object.fromEntries(
    sections.map(({ name, entries }) => [
      name,
      Object.fromEntries(entries.map(({ key, value }) => [key, value])),
    ]),
  );
}

function issuesOf(error: unknown): readonly ConfigIssue[] | undefined {
  const { issues } = (error ?? {}) as { issues?: unknown };
  return Array.isArray(issues) ? (issues as readonly ConfigIssue[]) : undefined;
}
