import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A line of output: as it is, or an expression for the whole line. */
export type ExpectedLine = string | { re: string };

/** An argument: text, or something made of what earlier steps saved. */
export type Argument = string | { $ref: string } | { $cat: Argument[] } | { $int: string };

/** A call that makes state for the commands. */
export interface StateCall {
  as?: string | null;
  method?: string;
  args?: unknown[];
  kwargs?: Record<string, unknown>;
  upload?: { path: string; name: string; text?: string; file?: string };
  sql_setpassword?: [user: string, password: string];
  save?: Record<string, string>;
  may_fail?: boolean;
}

/** A recorded run of the command line, with what came of it. */
export interface CommandStep {
  as: string | null;
  argv: Argument[];
  bare?: boolean;
  files?: Record<string, string | { fixture: string } | null>;
  exit: number;
  exit_only?: boolean;
  stdout: ExpectedLine[];
  stderr: ExpectedLine[];
  open_end?: boolean;
  loose_stderr?: boolean;
  unordered_lines?: boolean;
  collect?: boolean;
  wrote?: Record<string, ExpectedLine[] | number>;
  removed?: string[];
}

/** A file of recorded runs; they happen one after the other on a fresh hub. */
export interface Recording {
  name: string;
  hub_config: string;
  plugin_config?: Record<string, string>;
  client_config?: string;
  served?: Record<string, string | { fixture: string }>;
  steps: Array<CommandStep | { call: StateCall }>;
}

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures');

/** Names of the recordings, `01-global`. */
export function recordingNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

/** Reads a recording by its name. */
export function loadRecording(name: string): Recording {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Recording;
}
