import { readYesNo } from './config/read-yes-no.js';
import { ConfigurationError } from './faults.js';

/** Where something stands in a configuration file. */
export interface IniLocation {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

interface Entry {
  readonly lines: string[];
  readonly location: IniLocation;
}

const DEFAULT_SECTION = 'DEFAULT';

/**
 * The contents of one or more INI files, as Python's RawConfigParser sees them: keys ignore case, `DEFAULT` applies to
 * all sections, values are not interpolated. Getters throw ConfigurationError with file and line.
 */
export class IniFile {
  private readonly bySection = new Map<string, Map<string, Entry>>();
  private readonly defaults = new Map<string, Entry>();

  /** Section names in the order of the files, without `DEFAULT`. */
  sections(): string[] {
    return [...this.bySection.keys()];
  }

  hasSection(section: string): boolean {
    return this.bySection.has(section);
  }

  /** Keys of a section, those of `DEFAULT` included. Empty when there is no such section. */
  keys(section: string): string[] {
    const own = this.bySection.get(section);
    return own === undefined ? [] : [...new Set([...own.keys(), ...this.defaults.keys()])];
  }

  has(section: string, key: string): boolean {
    return this.entry(section, key) !== undefined;
  }

  /** All values of a section by lower-case key. */
  values(section: string): Record<string, string> {
    return Object.fromEntries(this.keys(section).map((key) => [key, this.string(section, key) ?? '']));
  }

  /** The value, lines joined with newlines; undefined when it is not set. */
  string(section: string, key: string): string | undefined {
    return this.entry(section, key)?.lines.join('\n').trimEnd();
  }

  /** A decimal integer as Python's int() reads it. */
  int(section: string, key: string): number | undefined {
    const text = this.string(section, key);
    if (text === undefined) return undefined;
    if (/^\s*[+-]?\d+\s*$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
    throw this.error(section, key, `is not an integer: ${JSON.stringify(text)}`);
  }

  /** A number with or without a fraction. */
  float(section: string, key: string): number | undefined {
    const text = this.string(section, key);
    if (text === undefined) return undefined;
    if (text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
    throw this.error(section, key, `is not a number: ${JSON.stringify(text)}`);
  }

  /** 1, yes, true, on and 0, no, false, off in any case, as Python's getboolean. */
  bool(section: string, key: string): boolean | undefined {
    const text = this.string(section, key);
    if (text === undefined) return undefined;
    const value = readYesNo(text);
    if (value !== undefined) return value;
    throw this.error(section, key, `is not a boolean: ${JSON.stringify(text)} (yes or no is expected)`);
  }

  /** Words separated by white space; empty when it is not set. */
  words(section: string, key: string): string[] {
    return (this.string(section, key) ?? '').split(/\s+/).filter((word) => word !== '');
  }

  /** Where the value was set. */
  location(section: string, key: string): IniLocation | undefined {
    return this.entry(section, key)?.location;
  }

  /** A ConfigurationError that names file, line, section and key. */
  error(section: string, key: string, reason: string): ConfigurationError {
    const location = this.location(section, key);
    const place = location === undefined ? '' : `${location.file}:${location.line}: `;
    return new ConfigurationError(`${place}[${section}] ${key} ${reason}`);
  }

  /** Adds the values of another file; they win over those that are here. */
  merge(other: IniFile): void {
    for (const [key, entry] of other.defaults) this.defaults.set(key, entry);
    for (const [section, entries] of other.bySection) {
      const own = this.addSection(section);
      for (const [key, entry] of entries) own.set(key, entry);
    }
  }

  /** @internal For the parser: the section's own entries, made if need be. */
  addSection(section: string): Map<string, Entry> {
    if (section === DEFAULT_SECTION) return this.defaults;
    let entries = this.bySection.get(section);
    if (entries === undefined) this.bySection.set(section, (entries = new Map<string, Entry>()));
    return entries;
  }

  private entry(section: string, key: string): Entry | undefined {
    const name = key.toLowerCase();
    if (section === DEFAULT_SECTION) return this.defaults.get(name);
    const own = this.bySection.get(section);
    return own === undefined ? undefined : (own.get(name) ?? this.defaults.get(name));
  }
}

/**
 * Reads INI text: `key = value` or `key: value`, values that go on in lines indented deeper than their key, lines that
 * begin with `#` or `;` are comments. `file` is named in errors.
 *
 * Throws one ConfigurationError with every mistake: text before the first section, lines that are no assignment, and
 * (as Koji under Python 3) a section or key that stands twice in the file.
 */
export function parseIni(text: string, file: string): IniFile {
  const ini = new IniFile();
  const mistakes: string[] = [];
  let section: { name: string; entries: Map<string, Entry> } | undefined;
  let current: Entry | undefined;
  let indent = 0;
  const seen = new Set<string>();

  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const content = line.trim();
    const complain = (reason: string) => mistakes.push(`${file}:${index + 1}: ${reason}`);
    if (content.startsWith('#') || content.startsWith(';')) continue;
    if (content === '') {
      current?.lines.push('');
      continue;
    }
    const depth = line.length - line.trimStart().length;
    if (current !== undefined && depth > indent) {
      current.lines.push(content);
      continue;
    }
    indent = depth;
    const header = /^\[(.+)\]/.exec(content)?.[1];
    if (header !== undefined) {
      if (header !== DEFAULT_SECTION && seen.has(`[${header}]`)) complain(`section [${header}] stands twice`);
      seen.add(`[${header}]`);
      section = { name: header, entries: ini.addSection(header) };
      current = undefined;
      continue;
    }
    if (section === undefined) {
      complain(`no section header before ${JSON.stringify(content)}`);
      break;
    }
    const assignment = /^([^=:]*?)\s*[=:]\s*(.*)$/s.exec(content);
    const key = assignment?.[1]?.toLowerCase();
    if (key === undefined || key === '') {
      complain(`neither a section nor an assignment: ${JSON.stringify(content)}`);
      continue;
    }
    if (seen.has(`[${section.name}] ${key}`)) complain(`${key} stands twice in section [${section.name}]`);
    seen.add(`[${section.name}] ${key}`);
    current = { lines: [assignment?.[2] ?? ''], location: { file, line: index + 1 } };
    section.entries.set(key, current);
  }
  if (mistakes.length > 0) throw new ConfigurationError(mistakes.join('\n'));
  return ini;
}
