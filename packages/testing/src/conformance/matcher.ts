import { decodeDocument } from './wire-codec.js';
import type { Step } from './scenario.js';
import type { Outcome } from './run-scenario.js';
import { asText, isStruct, onlyMember, sameValue, type WireValue } from './wire-value.js';

/** One spot where an answer is not what was recorded. */
export interface Difference {
  readonly where: string;
  readonly want: unknown;
  readonly got: unknown;
}

const MOMENTS: Readonly<Record<string, RegExp>> = {
  isotime: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/,
  'isotime+tz': /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$/,
  isotimeT: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/,
  'isotimeT+tz': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$/,
};

const MISSING = '<missing key>';
const SURPLUS = '<no such key>';
const MARKERS = new Set(['$any', '$re', '$xmlrpc', '$event']);

const isInteger = (value: WireValue) => typeof value === 'number' || typeof value === 'bigint';
const isTyped = (value: WireValue, name: string) => onlyMember(value)?.[0] === name;

interface Spot {
  readonly path: string;
  readonly unordered: boolean;
  readonly key?: string | undefined;
}

/**
 * Compares answers with what was recorded. One matcher serves one run: it remembers which event of the recording is
 * which event of this run.
 */
export class Matcher {
  private events = new Map<number, number>();

  /** @param looseIds ids and numbers within texts are only compared by type. */
  constructor(private readonly looseIds = false) {}

  compare(step: Step, outcome: Outcome): Difference[] {
    const differences = this.compareReply(step, outcome);
    if (outcome.messages !== undefined) {
      const spot = { path: 'messages', unordered: step.unordered === true };
      this.diff(step.messages ?? [], outcome.messages, spot, differences);
    }
    return differences;
  }

  private compareReply(step: Step, outcome: Outcome): Difference[] {
    if (outcome.error !== undefined) return [{ where: 'replay', want: 'a reply', got: outcome.error }];
    const differences: Difference[] = [];
    for (const kind of ['result', 'fault', 'http'] as const) {
      const want = step[kind];
      if (want === undefined) continue;
      const got = outcome[kind] as WireValue | undefined;
      if (got === undefined) return [{ where: 'reply kind', want: { [kind]: want }, got: outcome }];
      if (kind === 'fault' && step.loose === true) {
        this.diff(
          step.fault!['code']!,
          outcome.fault!.code,
          { path: 'fault.code', unordered: false },
          differences,
        );
      } else {
        this.diff(want, got, { path: kind, unordered: step.unordered === true }, differences);
      }
    }
    return differences;
  }

  private diff(want: WireValue, got: WireValue, spot: Spot, found: Difference[]): void {
    const marker = onlyMember(want);
    if (marker !== undefined && MARKERS.has(marker[0])) {
      this.diffMarker(marker, want, got, spot, found);
    } else if (isStruct(want) && isStruct(got)) {
      for (const [name, value] of Object.entries(want)) {
        const path = `${spot.path}.${name}`;
        if (!Object.hasOwn(got, name)) found.push({ where: path, want: value, got: MISSING });
        else this.diff(value, got[name]!, { path, unordered: spot.unordered, key: name }, found);
      }
      for (const [name, value] of Object.entries(got)) {
        if (!Object.hasOwn(want, name))
          found.push({ where: `${spot.path}.${name}`, want: SURPLUS, got: value });
      }
    } else if (Array.isArray(want) && Array.isArray(got)) {
      this.diffArrays(want, got, spot, found);
    } else if (!this.sameId(want, got, spot.key) && !sameValue(want, got)) {
      found.push({ where: spot.path, want, got });
    }
  }

  private diffMarker(
    [mark, content]: [string, WireValue],
    want: WireValue,
    got: WireValue,
    spot: Spot,
    found: Difference[],
  ): void {
    if (mark === '$xmlrpc') {
      let document: WireValue;
      try {
        document = decodeDocument(asText(got)) as WireValue;
      } catch {
        found.push({ where: spot.path, want, got });
        return;
      }
      this.diff(content, document, { ...spot, path: `${spot.path}<decoded>` }, found);
      return;
    }
    const matches =
      mark === '$any'
        ? matchesKind(asText(content), got)
        : mark === '$re'
          ? typeof got === 'string' && new RegExp(asText(content), 's').test(got)
          : this.matchesEvent(Number(content), got);
    if (!matches) found.push({ where: spot.path, want, got });
  }

  private diffArrays(want: WireValue[], got: WireValue[], spot: Spot, found: Difference[]): void {
    if (want.length !== got.length) {
      found.push({ where: `${spot.path} (length)`, want, got });
      return;
    }
    if (!spot.unordered) {
      want.forEach((item, index) =>
        this.diff(item, got[index]!, { ...spot, path: `${spot.path}[${index}]` }, found),
      );
      return;
    }
    const rest = [...got];
    for (const [index, item] of want.entries()) {
      const position = rest.findIndex((candidate) => this.matches(item, candidate, spot));
      if (position < 0) {
        found.push({ where: `${spot.path}[${index}] (in any position)`, want: item, got: rest });
        return;
      }
      rest.splice(position, 1);
    }
  }

  /** Whether a candidate fits; events that a misfit would have learned are forgotten. */
  private matches(want: WireValue, got: WireValue, spot: Spot): boolean {
    const known = new Map(this.events);
    const found: Difference[] = [];
    this.diff(want, got, spot, found);
    if (found.length > 0) this.events = known;
    return found.length === 0;
  }

  private matchesEvent(want: number, got: WireValue): boolean {
    if (typeof got !== 'number') return false;
    const known = this.events.get(want);
    if (known !== undefined) return known === got;
    for (const [recorded, actual] of this.events) {
      if (recorded < want !== actual < got || actual === got) return false;
    }
    this.events.set(want, got);
    return true;
  }

  private sameId(want: WireValue, got: WireValue, key: string | undefined): boolean {
    if (!this.looseIds) return false;
    if (typeof want === 'number' && typeof got === 'number') {
      return key === 'id' || key === 'parent' || key?.endsWith('_id') === true;
    }
    const shape = (text: string) => text.replace(/\d+/g, '#');
    return typeof want === 'string' && typeof got === 'string' && shape(want) === shape(got);
  }
}

function matchesKind(kind: string, got: WireValue): boolean {
  switch (kind) {
    case 'value':
      return true;
    case 'float':
      return isTyped(got, '$double');
    case 'base64':
      return isTyped(got, '$base64');
    case 'int':
      return isInteger(got);
    case 'bool':
      return typeof got === 'boolean';
    case 'string':
      return typeof got === 'string';
    case 'array':
      return Array.isArray(got);
    case 'struct':
      return isStruct(got);
    default: {
      const moment = MOMENTS[kind];
      if (moment === undefined) throw new Error(`unknown marker ${kind}`);
      return typeof got === 'string' && moment.test(got);
    }
  }
}
