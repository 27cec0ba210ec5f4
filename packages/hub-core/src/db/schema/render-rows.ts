import { quoted } from '../identifier.js';
import { literal } from './render-table.js';

export type FirstRow = Readonly<Record<string, string | number | boolean | null>>;

/** The statement that inserts constant rows, all with the columns of the first. */
export function renderRows(table: string, rows: readonly FirstRow[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => `(${columns.map((column) => literal(row[column] ?? null)).join(', ')})`);
  return `INSERT INTO ${quoted(table)} (${columns.map(quoted).join(', ')}) VALUES\n  ${values.join(',\n  ')};\n`;
}
