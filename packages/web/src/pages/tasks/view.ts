import { html, type Html } from '../../html/html.js';
import { taskTable } from '../../html/task-table.js';
import { link } from '../../http/params.js';
import type { TasksQuery } from './params.js';
import { PAGE_SIZE, type TaskList } from './read.js';

const STATES = ['active', 'all', 'free', 'open', 'closed', 'failed', 'canceled', 'assigned'];
const VIEWS = ['tree', 'toplevel', 'flat'];
const ORDERS: Readonly<Record<string, string>> = {
  '-id': 'newest first',
  id: 'oldest first',
  '-completion_time': 'ended last first',
  method: 'method',
  owner: 'owner',
  state: 'state',
  arch: 'arch',
};

export function tasksView({ query, rows, more }: TaskList): Html {
  return html`${filters(query)}
  ${rows.length === 0 ? html`<p>No tasks fit these filters.</p>` : taskTable('Tasks', rows)}
  ${pager(query, more)}`;
}

function filters(query: TasksQuery): Html {
  return html`<form class="filters" action="tasks" method="get">
    ${select('state', 'State', STATES, query.state)} ${select('view', 'View', VIEWS, query.view)}
    ${field('method', 'Method', query.method === 'all' ? '' : query.method)}
    ${field('owner', 'Owner', query.owner)} ${field('hostID', 'Host', query.hostID)}
    ${field('channelID', 'Channel', query.channelID)}
    ${select('order', 'Order', Object.keys(ORDERS), query.order, ORDERS)}
    <button type="submit">Filter</button>
  </form>`;
}

function select(
  name: string,
  label: string,
  values: readonly string[],
  chosen: string,
  names: Readonly<Record<string, string>> = {},
): Html {
  const all = values.includes(chosen) ? values : [...values, chosen];
  return html`<label
    >${label}
    <select name="${name}">
      ${all.map(
        (value) =>
          html`<option value="${value}" ${value === chosen && html` selected`}>
            ${names[value] ?? value}
          </option>`,
      )}
    </select></label
  >`;
}

function field(name: string, label: string, value: string | number | undefined): Html {
  return html`<label>${label} <input name="${name}" value="${value}" size="12" /></label>`;
}

function pager(query: TasksQuery, more: boolean): Html | undefined {
  const to = (start: number) => link('tasks', { ...query, start: start || undefined });
  if (query.start === 0 && !more) return undefined;
  return html`<nav class="pager" aria-label="Further tasks">
    ${query.start > 0 && html`<a href="${to(Math.max(query.start - PAGE_SIZE, 0))}">Previous ${PAGE_SIZE}</a>`}
    <span>from ${query.start + 1}</span>
    ${more && html`<a href="${to(query.start + PAGE_SIZE)}">Next ${PAGE_SIZE}</a>`}
  </nav>`;
}
