import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { WireStruct, WireValue } from './wire-value.js';

/** One step of a recorded conversation. `docs` of the format: the README beside the scenarios. */
export interface Step {
  /** null: anonymous; a user's name; `@x`: a session that an earlier step opened under the name `x`. */
  readonly as?: string | null;
  readonly method?: string;
  readonly args?: WireValue[];
  readonly kwargs?: WireStruct;
  /** Name to dotted path below the result. */
  readonly save?: Readonly<Record<string, string>>;
  readonly open?: string;
  readonly callnum?: number | null;
  readonly auth?: 'url' | 'header';
  readonly upload?: WireStruct;
  readonly raw?: WireStruct;
  readonly sql_setpassword?: [user: string, password: string];
  readonly forget?: string;
  readonly result?: WireValue;
  readonly fault?: WireStruct;
  readonly http?: WireStruct;
  /** The fault's text came from a language runtime or database driver: only its code counts. */
  readonly loose?: boolean;
  readonly unordered?: boolean;
  /** What the step puts on the message bus, in order; without it nothing. Only looked at where the scenario says `messages`. */
  readonly messages?: WireValue[];
  readonly note?: string;
}

/** A recorded conversation with a fresh hub. */
export interface Scenario {
  readonly name: string;
  readonly title?: string;
  /** INI text: the options and rules of the hub. */
  readonly hub_config?: string;
  /** Plugin configuration files: name to text. */
  readonly plugin_config?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  /** The steps say which messages they queue. */
  readonly messages?: boolean;
  /** The folder that paths of fixtures are relative to. */
  readonly directory: string;
}

/** Reads one scenario file. */
export function loadScenario(file: string): Scenario {
  const scenario = parseTypedJson(readFileSync(file, 'utf8')) as Omit<Scenario, 'directory'>;
  const folder = dirname(file);
  return { ...scenario, directory: basename(folder) === 'scenarios' ? dirname(folder) : folder };
}

/** The scenario files of a folder in their order: `06-tags` to its path. */
export function scenarioFiles(directory: string): ReadonlyMap<string, string> {
  const names = readdirSync(directory).filter((name) => name.endsWith('.json'));
  return new Map(names.sort().map((name) => [name.slice(0, -'.json'.length), join(directory, name)]));
}

/** JSON whose number literals keep their type: `4.0` becomes `{ $double: 4 }`, ints beyond the safe range bigints. */
export function parseTypedJson(text: string): unknown {
  const marked = text.replace(
    /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g,
    (token: string, offset: number) => {
      if (token.startsWith('"')) return token;
      if (/[.eE]/.test(token)) {
        return /"\$double":\s*$/.test(text.slice(Math.max(0, offset - 20), offset))
          ? token
          : `{"$double":${token}}`;
      }
      return Number.isSafeInteger(Number(token)) ? token : `{"$bigint":"${token}"}`;
    },
  );
  return JSON.parse(marked, (name, value: unknown) =>
    typeof value === 'object' && value !== null && '$bigint' in value ? BigInt(String(value.$bigint)) : value,
  );
}
