import { FAULT_DEFAULT_CODE, faultFromCode, withKeywords, type KojiFault } from '@kojikit/protocol';

/** One call of a multicall. */
export interface BatchCall {
  readonly method: string;
  readonly params?: readonly unknown[];
  readonly keywords?: Readonly<Record<string, unknown>>;
}

/** What came of one call of a multicall. */
export type BatchAnswer = { readonly result: unknown } | { readonly fault: KojiFault };

/** The parameter of `multiCall`. */
export function encodeBatch(calls: readonly BatchCall[]): unknown[] {
  return calls.map(({ method, params = [], keywords = {} }) => ({
    methodName: method,
    params: withKeywords(params, keywords),
  }));
}

/** Reads the answer of `multiCall`: one-element arrays and fault structs. Throws when their number is wrong. */
export function decodeBatch(answer: unknown, calls: readonly BatchCall[]): BatchAnswer[] {
  if (!Array.isArray(answer) || answer.length !== calls.length) {
    throw new TypeError(`the hub did not answer a multicall of ${calls.length} with as many answers`);
  }
  return answer.map((entry: unknown) => {
    if (Array.isArray(entry)) return { result: entry[0] as unknown };
    const { faultCode, faultString } = (entry ?? {}) as { faultCode?: unknown; faultString?: unknown };
    return {
      fault: faultFromCode(
        typeof faultCode === 'number' ? faultCode : FAULT_DEFAULT_CODE,
        typeof faultString === 'string' ? faultString : '',
      ),
    };
  });
}
