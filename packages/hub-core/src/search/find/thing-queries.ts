import sql, { type Sql } from 'sql-template-tag';
import type { Dialect } from '../../db/database.js';
import { perDialect } from '../../db/per-dialect.js';

/** What is told of things of one type: tables joined to `found`, which has `id` and `name`, and three columns. */
export interface ThingDetails {
  readonly joins: Sql;
  readonly state?: Sql;
  readonly ts?: Sql;
  readonly note?: Sql;
}

/** By the type; one that is not here has a name alone. */
export const thingDetails = perDialect((dialect): Readonly<Record<string, ThingDetails>> => {
  const { epoch } = dialect;
  const buildTime = epoch(sql`COALESCE(build.completion_time, build.start_time)`);
  return {
    task: {
      joins: sql`JOIN task ON task.id = found.id`,
      state: sql`task.state`,
      ts: epoch(sql`COALESCE(task.completion_time, task.start_time, task.create_time)`),
      note: sql`CASE WHEN task.label IS NULL OR task.label = '' THEN task.arch ELSE task.label END`,
    },
    build: {
      joins: sql`JOIN build ON build.id = found.id JOIN users ON users.id = build.owner`,
      state: sql`build.state`,
      ts: buildTime,
      note: sql`users.name`,
    },
    rpm: {
      joins: sql`JOIN rpminfo ON rpminfo.id = found.id LEFT JOIN build ON build.id = rpminfo.build_id
        JOIN external_repo ON external_repo.id = rpminfo.external_repo_id`,
      state: sql`build.state`,
      ts: sql`rpminfo.buildtime`,
      note: sql`CASE WHEN rpminfo.external_repo_id <> 0 THEN external_repo.name END`,
    },
    tag: {
      joins: sql`LEFT JOIN tag_config ON tag_config.tag_id = found.id AND tag_config.active IS TRUE
        LEFT JOIN events ON events.id = tag_config.create_event`,
      ts: epoch(sql`events.time`),
      note: sql`CASE WHEN tag_config.tag_id IS NULL THEN 'deleted' WHEN tag_config.locked THEN 'locked' END`,
    },
    target: {
      joins: sql`JOIN build_target_config ON build_target_config.build_target_id = found.id
          AND build_target_config.active IS TRUE
        JOIN tag AS source ON source.id = build_target_config.build_tag
        JOIN tag AS destination ON destination.id = build_target_config.dest_tag`,
      note: sql`source.name || ' to ' || destination.name`,
    },
    user: {
      joins: sql`JOIN users ON users.id = found.id`,
      note: sql`CASE WHEN users.status <> 0 THEN 'blocked' WHEN users.usertype = 1 THEN 'builder'
        WHEN users.usertype = 2 THEN 'group' END`,
    },
    host: {
      joins: sql`JOIN host ON host.id = found.id
        LEFT JOIN host_config ON host_config.host_id = found.id AND host_config.active IS TRUE`,
      ts: epoch(sql`host.update_time`),
      note: sql`CASE WHEN host_config.enabled THEN host_config.arches ELSE 'disabled' END`,
    },
  };
});

/** A row as it is read. */
export interface ThingRow {
  readonly type: string;
  readonly id: number;
  readonly name: string;
  readonly state: number | null;
  readonly ts: number | null;
  readonly note: string | null;
}

/** The things of a type with their details. @param found a query of `id` and `name`. */
export function thingsQuery(dialect: Dialect, type: string, found: Sql): Sql {
  const details = thingDetails(dialect)[type];
  return sql`SELECT CAST(${type} AS TEXT) AS type, found.id AS id, CAST(found.name AS TEXT) AS name,
      CAST(${details?.state ?? sql`NULL`} AS INTEGER) AS state,
      CAST(${details?.ts ?? sql`NULL`} AS DOUBLE PRECISION) AS ts, CAST(${details?.note ?? sql`NULL`} AS TEXT) AS note
    FROM (${found}) AS found ${details?.joins ?? sql``}`;
}

/** Queries of things as one. */
export function together(queries: readonly Sql[]): Sql {
  return queries
    .map((query) => sql`SELECT * FROM (${query}) AS things`)
    .reduce((left, right) => sql`${left} UNION ALL ${right}`);
}
