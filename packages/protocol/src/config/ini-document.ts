import { ConfigurationError, isFault } from '../faults.js';
import { parseIni, type IniFile } from '../ini.js';
import type { ConfigProblem } from './problem.js';

/** One configuration file as it was read: its values with their lines, and what could not be read. */
export interface IniDocument {
  readonly file: string;
  readonly sections: readonly IniSection[];
  readonly problems: readonly ConfigProblem[];
}

/** A line of a value. */
export interface IniLine {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** A section with its values, in the order of the file. */
export interface IniSection {
  readonly name: string;
  /** The line of the header. */
  readonly line: number | undefined;
  readonly entries: readonly IniEntry[];
}

/** A key with its value. */
export interface IniEntry {
  /** In lower case: keys do not mind case. */
  readonly key: string;
  readonly value: string;
  readonly line: number;
  /** The value line by line, comments left out. */
  readonly lines: readonly IniLine[];
}

/** Reads INI text. Lines that cannot be read become problems, and the rest is read without them. */
export function readIniDocument(text: string, file: string): IniDocument {
  const physical = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const problems: ConfigProblem[] = [];
  const ini = readLeniently(physical, file, problems);
  const sections = ini.sections().map((name) => ({
    name,
    line: lineOfHeader(physical, name),
    entries: ini.keys(name).flatMap((key) => {
      const location = ini.location(name, key);
      if (location === undefined) return [];
      const value = ini.string(name, key) ?? '';
      return [{ key, value, line: location.line, lines: linesOf(physical, location.line, value) }];
    }),
  }));
  return { file, sections, problems };
}

/* The parser names every line it cannot take; with those blanked out it reads the rest. */
function readLeniently(physical: readonly string[], file: string, problems: ConfigProblem[]): IniFile {
  const lines = [...physical];
  for (;;) {
    try {
      return parseIni(lines.join('\n'), file);
    } catch (error) {
      if (!isFault(error, 'ConfigurationError')) throw error;
      const found = mistakesOf(error, file);
      if (found.length === 0) throw new ConfigurationError(error.message, { cause: error });
      for (const problem of found) {
        problems.push(problem);
        lines[problem.line - 1] = '#';
      }
    }
  }
}

function mistakesOf(error: Error, file: string): (ConfigProblem & { line: number })[] {
  const prefix = `${file}:`;
  return error.message.split('\n').flatMap((text) => {
    const match = text.startsWith(prefix) ? /^(\d+): (.*)$/s.exec(text.slice(prefix.length)) : null;
    return match ? [{ file, line: Number(match[1]), message: match[2]! }] : [];
  });
}

function lineOfHeader(physical: readonly string[], name: string): number | undefined {
  const index = physical.findIndex((line) => line.trim().startsWith(`[${name}]`));
  return index < 0 ? undefined : index + 1;
}

/* Where each line of a value stands: comment lines are no part of it but count in the file. */
function linesOf(physical: readonly string[], start: number, value: string): IniLine[] {
  let line = start - 1;
  return value.split('\n').map((text, index) => {
    if (index > 0) line += 1;
    while (index > 0 && line < physical.length && /^\s*[#;]/.test(physical[line]!)) line += 1;
    return { text, line: line + 1 };
  });
}
