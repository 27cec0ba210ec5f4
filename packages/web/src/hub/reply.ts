import { Double } from '@kojikit/protocol';
import { errorOfFault } from '../http/page-error.js';
import type { Answer } from './connection.js';

/** What came of one call. */
export class Reply {
  constructor(private readonly answer: Answer) {}

  /** The result. Throws the PageError of a fault. */
  value<Result>(): Result {
    if ('fault' in this.answer) throw errorOfFault(this.answer.fault);
    return plain(this.answer.result) as Result;
  }

  /** The result, or undefined for a fault or nil. */
  optional<Result>(): Result | undefined {
    return 'fault' in this.answer
      ? undefined
      : ((plain(this.answer.result) ?? undefined) as Result | undefined);
  }

  get fault(): { readonly code: number; readonly message: string } | undefined {
    return 'fault' in this.answer ? this.answer.fault : undefined;
  }
}

/* Numbers that must go out as doubles are wrapped inside of the hub and on the wire. */
function plain(value: unknown): unknown {
  if (value instanceof Double) return value.value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null && isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
  }
  return value;
}

function isRecord(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
