import sql from 'sql-template-tag';
import type { Queries } from '../../src/db/database.js';

/** What a schema consists of, by table: one line per fact, in the words of PostgreSQL. */
export type Catalog = Record<string, string[]>;

/** Reads the tables, sequences, functions and grants of a PostgreSQL database, but for our own tables and indexes. */
export async function readCatalog(db: Queries): Promise<Catalog> {
  const catalog: Catalog = {};
  for (const facts of [columns, constraints, indexes, grants, functions]) {
    for (const { owner, fact } of await db.all<{ owner: string; fact: string }>(facts)) {
      if (!owner.startsWith('kojikit_')) (catalog[owner] ??= []).push(fact);
    }
  }
  return catalog;
}

const columns = sql`
  SELECT c.relname AS owner,
         'column ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
           || COALESCE(' default ' || pg_get_expr(d.adbin, d.adrelid), '') AS fact
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
   ORDER BY c.relname, a.attnum`;

/** NOT NULL is a constraint of its own in newer servers; here it belongs to the column. */
const constraints = sql`
  SELECT c.relname AS owner, 'constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid) AS fact
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
   WHERE c.relnamespace = 'public'::regnamespace AND k.contype IN ('p', 'u', 'f', 'c')
   ORDER BY c.relname, k.conname`;

const indexes = sql`
  SELECT tablename AS owner, 'index ' || indexdef AS fact
    FROM pg_indexes WHERE schemaname = 'public' AND NOT starts_with(indexname, 'kojikit_') ORDER BY tablename, indexname`;

const grants = sql`
  SELECT c.relname AS owner, 'grant ' || p.privilege_type || ' to public' AS fact
    FROM pg_class c CROSS JOIN aclexplode(c.relacl) p
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND p.grantee = 0
   ORDER BY c.relname, p.privilege_type`;

const functions = sql`
  SELECT proname AS owner,
         'function (' || pg_get_function_arguments(oid) || ') returns ' || pg_get_function_result(oid) AS fact
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY proname`;
