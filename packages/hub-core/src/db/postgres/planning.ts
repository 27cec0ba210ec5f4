/**
 * Tells the server for a session how to plan, where nobody has told it: PostgreSQL's defaults think of disks that turn, for which a
 * page by an index costs as much as four in a row, so that it reads small tables as wholes at every call; and of queries that run for
 * minutes, for which compiling them pays. What is set for the server, the database or the role stays as it is.
 */
export const PLANNING = `
  SELECT set_config(name, CASE name WHEN 'jit' THEN 'off' ELSE '1.1' END, false)
  FROM pg_settings WHERE name IN ('jit', 'random_page_cost') AND source = 'default'`;
