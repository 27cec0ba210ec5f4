import {
  FAULT_DEFAULT_CODE,
  faultFromCode,
  hubCall,
  type HubCall,
  type KojiFault,
  type ResultOfCall,
} from '@kojikit/protocol';
import { HubAnswerError } from './errors.js';

/** What came of one call of a multicall. */
export type BatchAnswer<Result = unknown> = { readonly result: Result } | { readonly fault: KojiFault };

/** What came of the calls of a multicall, at the same places. */
export type BatchAnswers<Calls extends readonly HubCall[]> = {
  -readonly [Index in keyof Calls]: BatchAnswer<ResultOfCall<Calls[Index]>>;
};

/** Calls as one. */
export const multicallOf = (calls: readonly HubCall[]) =>
  hubCall('multiCall', {
    calls: calls.map(({ method, params }) => ({ methodName: method, params: [...params] })),
  });

/** Reads the answer of `multiCall`: one-element arrays and fault structs. Throws HubAnswerError when their number is wrong. */
export function decodeBatch(answer: unknown, calls: readonly HubCall[]): BatchAnswer[] {
  if (!Array.isArray(answer) || answer.length !== calls.length) {
    throw new HubAnswerError(`the hub did not answer a multicall of ${calls.length} with as many answers`);
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
