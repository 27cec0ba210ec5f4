import { isKojiFault } from '@kojikit/protocol';
import { pythonRepr } from './python-text.js';

/** An error as Koji's log names it: the fault's class and its text; faults without a class keep their number. */
export function describeError(error: unknown): string {
  if (isKojiFault(error)) {
    if (error.faultName === 'Fault') return `Fault: <Fault ${error.code}: ${pythonRepr(error.message)}>`;
    return `${error.faultName}: ${error.message}`;
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
