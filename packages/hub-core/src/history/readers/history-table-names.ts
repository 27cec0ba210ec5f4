import { GenericError } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isStruct } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';
import { historyTables, type HistoryTable } from '../history-tables.js';
import { faultText, quoted } from '../../rpc/fault-text.js';

/** Reads names of versioned tables. Throws GenericError `No such history table: <name>`. */
export const historyTableNames: Reader<HistoryTable[], readonly string[]> = (value) => {
  return namesIn(value).map((name) => {
    if (isHistoryTable(name)) return name;
    throw new GenericError(faultText`No such history table: ${name}`);
  });
};

function isHistoryTable(name: unknown): name is HistoryTable {
  return typeof name === 'string' && Object.hasOwn(historyTables, name);
}

/* What a loop of Koji's goes over. */
function namesIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return [...value];
  if (isStruct(value)) return Object.keys(value);
  throw new CallerMistake(`a list of tables is needed, not ${quoted(value)}`);
}
