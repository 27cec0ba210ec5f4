import { compileExpression } from './sqlite/expression.js';

/**
 * Refuses a regular expression that may take more than linear time: with look-around, back references or large counts.
 * PostgreSQL would try them, for hours with some; what remains it runs in linear time too. Throws RefusedValue, also
 * for what is no expression.
 */
export function assertLinear(pattern: string): void {
  compileExpression(pattern, true);
}
