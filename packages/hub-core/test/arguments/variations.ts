import { readFileSync } from 'node:fs';
import type { WireValue } from '@kojikit/testing/conformance';
import { readingCalls, type Arguments, type BaseCall, type Call } from './base-calls.js';
import { keptValues, oddValues, someValues } from './odd-values.js';
import { writingCalls } from './writing-calls.js';

/** One call of the table. */
export interface Variation {
  readonly method: string;
  /** What was changed of the base call: an argument's name, or where a value inside of one is. */
  readonly changed: string;
  /** The name of the odd value that it was changed to. */
  readonly value: string;
  readonly args: Arguments;
  readonly writes: boolean;
  readonly before: readonly Call[];
  readonly after: Call | undefined;
}

interface Listed {
  readonly name: string;
  readonly args: readonly { name: string }[];
}

const listed = JSON.parse(
  readFileSync(new URL('../../fixtures/conformance/api.json', import.meta.url), 'utf8'),
) as Listed[];
const parameters = new Map(listed.map(({ name, args }) => [name, args.map((argument) => argument.name)]));

/** The base call of each method and what comes of it when one thing is changed. Reading calls come first. */
export function* variations(only: (method: string) => boolean = () => true): Generator<Variation> {
  for (const [writes, table] of [
    [false, readingCalls],
    [true, writingCalls],
  ] as const) {
    for (const [method, base] of Object.entries(table)) {
      if (only(method)) yield* variationsOf(method, base, writes);
    }
  }
}

/**
 * Whether the call is among those that the test of this package makes: calls that read, with some of the values. The
 * comparison makes all.
 */
export function isKept({ value, writes }: Variation): boolean {
  return !writes && (!(value in oddValues) || keptValues.includes(value));
}

/** What the releases of Koji do not agree on. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  listBuilds: ['promotedBefore', 'promotedAfter', 'promoter'],
  listUsers: ['userType'],
};

/** Methods that would take away what the other calls are about, when their first argument names one of the first rows. */
const REMOVING = new Set([
  'deleteBuild',
  'deleteBuildTarget',
  'deleteExternalRepo',
  'deleteNotification',
  'deleteTag',
  'disableUser',
  'editBuildTarget',
  'editTag',
  'editTag2',
  'editUser',
  'renameChannel',
  'resetBuild',
  'revokePermission',
]);
const FIRST_ROW = new Set([
  'nil',
  'empty struct',
  'struct with neither',
  'struct with nil id',
  'yes',
  'one',
  'one as double',
  'text 1',
  'list of 1',
  'struct with id',
]);

function* variationsOf(method: string, base: BaseCall, writes: boolean): Generator<Variation> {
  let number = 0;
  const make = (changed: string, value: string, args: Arguments): Variation => {
    const made = {
      method,
      changed,
      value,
      args,
      writes,
      before: base.before?.(number) ?? [],
      after: base.after?.(number),
    };
    number += 1;
    return made;
  };
  yield make('', '', base.args(number));
  const leftOut = LEFT_OUT[method] ?? [];
  const names = (parameters.get(method) ?? []).filter((name) => !leftOut.includes(name));
  for (const name of names) {
    if (!(name in base.args(number))) continue;
    const { [name]: left, ...others } = base.args(number);
    if (left !== undefined) yield make(name, 'left out', others);
  }
  yield make('', 'unknown argument', { ...base.args(number), unknown_argument: 1 });
  for (const [value, odd] of Object.entries(oddValues)) {
    const some = someValues.includes(value);
    if (writes && !some) continue;
    for (const name of names) {
      if (REMOVING.has(method) && name === names[0] && FIRST_ROW.has(value)) continue;
      yield make(name, value, { ...base.args(number), [name]: odd });
    }
    for (const [changed, change] of Object.entries(base.vary ?? {})) {
      if (!some && /^(queryOpts|opts|filterOpts)\./.test(changed) && method !== 'listTasks') continue;
      yield make(changed, value, change(odd as WireValue, number));
    }
  }
}
