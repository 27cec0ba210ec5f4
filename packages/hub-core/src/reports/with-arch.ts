import sql, { join, type Sql } from 'sql-template-tag';
import type { Dialect } from '../db/database.js';

/** The condition on hosts that have one of these arches; no condition for null. The configuration is `host_config`. */
export function withArch({ like }: Dialect, arches: readonly string[] | null): Sql {
  if (arches === null) return sql`true`;
  if (arches.length === 0) return sql`false`;
  const written = sql`(' ' || host_config.arches || ' ')`;
  const one = (arch: string) => like(written, `% ${arch.replace(/[\\%_]/g, '\\$&')} %`);
  return sql`(${join(arches.map(one), ' OR ')})`;
}
