import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { oddValues } from './odd-values.js';
import type { Variation } from './variations.js';

/** Method to what was changed to the outcome to the values (by number, in ranges) that it came of. */
type Answers = Record<string, Record<string, Record<string, string>>>;

const FILE = new URL('../../fixtures/arguments/answers.json', import.meta.url);
const VALUES = ['', 'left out', 'unknown argument', ...Object.keys(oddValues)];
const LONGEST = 100;

type Key = Pick<Variation, 'method' | 'changed' | 'value'>;

/** The outcome in the form in which it is kept: long results are cut, and a digest stands for their rest. */
export function shortOutcome(outcome: string): string {
  if (outcome.length <= LONGEST) return outcome;
  return `${outcome.slice(0, 40)}… ${createHash('sha256').update(outcome).digest('hex').slice(0, 12)}`;
}

/** Keeps what Koji's hub did. */
export function recordAnswers(outcomes: Iterable<readonly [Key, string]>): void {
  const numbers: Record<string, Record<string, Record<string, number[]>>> = {};
  for (const [{ method, changed, value }, outcome] of outcomes) {
    const places = ((numbers[method] ??= {})[changed] ??= {});
    (places[shortOutcome(outcome)] ??= []).push(VALUES.indexOf(value));
  }
  const answers = mapValues(numbers, (changes) =>
    mapValues(changes, (places) => mapValues(places, (list) => ranges([...list].sort((a, b) => a - b)))),
  );
  writeFileSync(FILE, `${JSON.stringify(answers, null, 1)}\n`);
}

/** What Koji's hub did, by {@link answerKey}. */
export function readAnswers(): Map<string, string> {
  const answers = JSON.parse(readFileSync(FILE, 'utf8')) as Answers;
  const known = new Map<string, string>();
  for (const [method, changes] of Object.entries(answers)) {
    for (const [changed, places] of Object.entries(changes)) {
      for (const [outcome, list] of Object.entries(places)) {
        for (const number of numbersOf(list))
          known.set(answerKey({ method, changed, value: VALUES[number]! }), outcome);
      }
    }
  }
  return known;
}

/** One text for one call of the table. */
export function answerKey({ method, changed, value }: Key): string {
  return `${method} ${changed} = ${value}`;
}

function ranges(sorted: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const number of sorted) {
    const last = parts.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join();
}

function numbersOf(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number) as [number, number?];
    return Array.from({ length: to - from + 1 }, (unused, index) => from + index);
  });
}

function mapValues<From, To>(record: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
