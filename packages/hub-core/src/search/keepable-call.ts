import { anyone } from '../auth/access.js';
import type { Method } from '../ground/method.js';
import { bind } from '../rpc/bind.js';
import { isStruct } from '../rpc/convert.js';
import { assertNotNestedDeep } from './nested-names.js';

/**
 * Whether what is made of the answer of another method may be kept: where that answer may, and is for everybody.
 * @param given the parameters `methodName`, `args` and `kw`, as they were given.
 * @param own names in `kw` that are not for that method.
 */
export function isKeepableCall(
  { methodName, args, kw }: Readonly<Record<string, unknown>>,
  methods: ReadonlyMap<string, Method>,
  own: readonly string[] = [],
): boolean {
  const method = typeof methodName === 'string' ? methods.get(methodName) : undefined;
  if (method?.keepable === undefined || method.access !== anyone) return false;
  if (!Array.isArray(args) || !isStruct(kw)) return false;
  const named = Object.fromEntries(Object.entries(kw).filter(([name]) => !own.includes(name)));
  try {
    assertNotNestedDeep(methodName, args);
    return method.keepable(bind(method, args, named), methods);
  } catch {
    // Arguments that do not fit: the call itself says so.
    return false;
  }
}
