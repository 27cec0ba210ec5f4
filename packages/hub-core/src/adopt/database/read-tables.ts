import sql from 'sql-template-tag';
import { columnSet } from './expected-table.js';
import type { SiteDatabase } from './site-database.js';

/** A table as the catalog describes it. */
export interface SiteTable {
  readonly columns: ReadonlyMap<string, string>;
  readonly unique: ReadonlySet<string>;
  readonly references: ReadonlySet<string>;
  readonly checks: ReadonlySet<string>;
  /** Names of all indexes. */
  readonly indexes: ReadonlySet<string>;
  /** The columns of each index, in order. */
  readonly indexed: readonly string[];
  readonly triggers: readonly string[];
}

interface CatalogRow {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly constraints: readonly {
    readonly kind: 'p' | 'u' | 'f' | 'c';
    readonly name: string;
    readonly columns: readonly string[] | null;
    readonly target: string | null;
  }[];
  readonly indexes: readonly {
    readonly name: string;
    readonly unique: boolean;
    readonly partial: boolean;
    readonly columns: readonly string[] | null;
  }[];
  readonly triggers: readonly string[];
}

/** The tables of the schema that the database user works in, by name. The catalog alone is read, no table. */
export async function readTables(db: SiteDatabase): Promise<ReadonlyMap<string, SiteTable>> {
  const rows = await db.rows<CatalogRow>(sql`
    SELECT c.relname AS name,
      (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)))
         FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
      (SELECT COALESCE(json_agg(json_build_object('kind', k.contype, 'name', k.conname, 'target', t.relname,
                'columns', (SELECT json_agg(a.attname ORDER BY p.place)
                              FROM unnest(k.conkey) WITH ORDINALITY AS p (number, place)
                              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.number))), '[]')
         FROM pg_constraint k LEFT JOIN pg_class t ON t.oid = k.confrelid
        WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c')) AS constraints,
      (SELECT COALESCE(json_agg(json_build_object('name', i.relname, 'unique', x.indisunique,
                'partial', x.indpred IS NOT NULL,
                'columns', (SELECT json_agg(a.attname ORDER BY p.place)
                              FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS p (number, place)
                              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.number
                             WHERE p.place <= x.indnkeyatts))), '[]')
         FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
        WHERE x.indrelid = c.oid AND x.indisvalid) AS indexes,
      (SELECT COALESCE(json_agg(tgname), '[]') FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal)
        AS triggers
      FROM pg_class c
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace`);
  return new Map(rows.map((row) => [row.name, tableOf(row)]));
}

function tableOf({ columns, constraints, indexes, triggers }: CatalogRow): SiteTable {
  return {
    columns: new Map(columns?.map(({ name, type }) => [name, type])),
    unique: new Set([
      ...constraints
        .filter(({ kind }) => kind === 'p' || kind === 'u')
        .map((one) => columnSet(one.columns ?? [])),
      ...indexes.filter((one) => one.unique && !one.partial).map((one) => columnSet(one.columns ?? [])),
    ]),
    references: new Set(
      constraints
        .filter(({ kind }) => kind === 'f')
        .map((one) => `${(one.columns ?? []).join(',')} -> ${one.target}`),
    ),
    checks: new Set(constraints.filter(({ kind }) => kind === 'c').map(({ name }) => name)),
    indexes: new Set(indexes.map(({ name }) => name)),
    indexed: indexes.map((one) => (one.columns ?? []).join(',')),
    triggers,
  };
}
