import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ZodType } from 'zod';
import {
  ConfigError,
  dictionary,
  problemsOfIssue,
  readIniDocument,
  type Dictionary,
} from '@kojikit/protocol';

interface PluginFiles {
  /** The folder of plugin files; empty when there is none. */
  readonly folder: string;
  /** Contents by file name, which win over the folder. */
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * Reads `NAME.conf` with the plugin's schema, which sees `{ section: { key: text } }`, or `undefined` and then `{}` when
 * there is no such file. Keys come in lower case, since files do not mind case.
 */
export function readPluginConfig<Value>(files: PluginFiles, name: string, schema: ZodType<Value>): Value {
  const path = pathOf(files, name);
  const text = textOf(files, name);
  if (text === undefined) {
    const withoutFile = schema.safeParse(undefined);
    if (withoutFile.success) return withoutFile.data;
  }
  const source = readIniDocument(text ?? '', path);
  if (source.problems.length > 0) throw new ConfigError(source.problems);

  const sections = dictionary<Dictionary<string>>();
  for (const section of source.sections) {
    const values = (sections[section.name] ??= dictionary<string>());
    for (const { key, value } of section.entries) values[key] = value;
  }
  const result = schema.safeParse(sections);
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.flatMap((issue) => problemsOfIssue(source, issue)));
}

/** Where the plugin's file would be, when it is not there. */
export function missingPluginFile(files: PluginFiles, name: string): string | undefined {
  return textOf(files, name) === undefined ? pathOf(files, name) : undefined;
}

const fileOf = (name: string) => `${name}.conf`;

const pathOf = ({ folder }: PluginFiles, name: string) =>
  folder === '' ? fileOf(name) : join(folder, fileOf(name));

function textOf(files: PluginFiles, name: string): string | undefined {
  const given = files.texts[fileOf(name)];
  if (given !== undefined) return given;
  const path = pathOf(files, name);
  if (files.folder === '' || !existsSync(path)) return undefined;
  return readFileSync(path, 'utf8');
}
