import sql, { type Sql } from 'sql-template-tag';
import type { CountedList } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import type { Dialect } from '../db/database.js';
import { countedList, type CountedPart } from './counted-list.js';
import { endedWithin } from './since.js';

/** How many `build` tasks ended for which target. @param days null: all of them. */
export function countByTarget(ctx: Context, days: number | null, part: CountedPart): Promise<CountedList> {
  const { dialect } = ctx.db;
  return countedList(
    ctx,
    sql`
    SELECT build_target.id AS id, ended.target AS name, ended.number AS number
      FROM (SELECT ${target(dialect)} AS target, count(*) AS number
              FROM (SELECT ${secondValue(dialect)} AS value FROM task
                     WHERE method = 'build' AND ${endedWithin(dialect, sql`completion_time`, days)}) AS asked
             GROUP BY 1) AS ended
      LEFT JOIN build_target ON ended.target = build_target.name`,
    part,
  );
}

/*
 * A task's target is the second parameter of its request, which is a document. Reading 40,000 of them as such takes a
 * second, and cutting the name out a twentieth. No value of the first parameter holds a tag: it is the address of a source.
 */
function secondValue(dialect: Dialect): Sql {
  const rest = after(dialect, sql`request`, '</param>');
  return sql`replace(${after(dialect, rest, '<value>')}, '<string>', '')`;
}

/* Empty where there is a nil. Names may hold what a document spells otherwise; the ampersand comes last, since it spells the others. */
function target(dialect: Dialect): Sql {
  const text = sql`substr(value, 1, ${dialect.position(sql`value`, '<')} - 1)`;
  return sql`nullif(replace(replace(replace(${text}, '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')`;
}

/* The text without what comes before the end of a part; without the part, it has no meaning here and is cut somewhere. */
function after({ position }: Dialect, text: Sql, part: string): Sql {
  return sql`substr(${text}, ${position(text, part)} + ${part.length})`;
}
