import type { Plain, RepoRequest } from '@kojikit/protocol';
import { html, type Html } from '../../html/html.js';
import { repoLink, repoRequestLink, tagLink, taskLink, userLink } from '../../html/links.js';
import { listTable, type Column, type Sorting } from '../../html/list-table.js';
import { ago, stateMark, taskState, type State } from '../../html/parts.js';
import { optionsText } from './repo-options.js';

type Row = Plain<RepoRequest>;

/** How a request stands: a task works on it, it waits, it was served, or it was given up. */
export function requestState({ active, repo_id: repo, task_state: task }: Row): State {
  if (active && task !== null) return { word: 'active', kind: taskState(task).kind };
  if (active) return { word: 'active', kind: 'waiting' };
  return repo === null ? { word: 'given up', kind: 'failed' } : { word: 'served', kind: 'ok' };
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'Request', order: 'id', newestFirst: true, cell: ({ id }) => repoRequestLink(id, id) },
  { title: 'State', cell: (row) => stateMark(requestState(row)) },
  { title: 'Tag', order: 'tag_name', cell: (row) => tagLink(row.tag_id, row.tag_name) },
  { title: 'Priority', order: 'priority', cell: ({ priority }) => priority },
  { title: 'Owner', cell: (row) => userLink(row.owner, row.owner_name) },
  { title: 'Asked for', cell: (row) => ago(row.create_ts) },
  { title: 'Event', cell: eventText },
  { title: 'Options', cell: ({ opts }) => optionsText(opts) },
  { title: 'Task', cell: ({ task_id: task }) => task !== null && taskLink(task) },
  { title: 'Repo', cell: ({ repo_id: repo }) => repo !== null && repoLink(repo, repo) },
];

/** Requests for repos, one per row. */
export function requestTable(rows: readonly Row[], sorting: Sorting): Html {
  return listTable('Requests for repos', COLUMNS, rows, sorting);
}

/** The point in history that the repo has to show. */
export function eventText({ at_event: at, min_event: min }: Row): Html | undefined {
  if (at !== null) return html`at ${at}`;
  return min === null ? undefined : html`${min} or later`;
}
