import { html, type Html } from '../../html/html.js';
import { taskTable } from '../../html/task-table.js';
import { field, filters, select } from '../../html/fields.js';
import { pager } from '../../html/pager.js';
import type { TasksQuery } from './params.js';
import type { TaskList } from './read.js';

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

export function tasksView({ query, rows, hidden, more }: TaskList): Html {
  return html`${filterForm(query)}
  ${rows.length === 0 ? html`<p>No tasks fit these filters.</p>` : taskTable('Tasks', rows, hidden)}
  ${pager('tasks', query, more)}`;
}

function filterForm(query: TasksQuery): Html {
  return filters('tasks', [
    select('state', 'State', STATES, query.state),
    select('view', 'View', VIEWS, query.view),
    field('method', 'Method', query.method === 'all' ? '' : query.method),
    field('owner', 'Owner', query.owner),
    field('hostID', 'Host', query.hostID),
    field('channelID', 'Channel', query.channelID),
    select('order', 'Order', Object.keys(ORDERS), query.order, ORDERS),
  ]);
}
