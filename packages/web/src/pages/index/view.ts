import { html, type Html } from '../../html/html.js';
import { taskTable } from '../../html/task-table.js';
import type { Summary } from './read.js';

export function summaryView({ mine, active, ended }: Summary): Html {
  return html`${mine && section('Your tasks', mine)} ${section('Under way', active)}
    ${section('Ended last', ended)}
    <p><a href="tasks?state=all">All tasks</a></p>`;
}

function section(name: string, tasks: Summary['active']): Html {
  return html`<section>
    <h2>${name}</h2>
    ${tasks.length === 0 ? html`<p>None.</p>` : taskTable(name, tasks)}
  </section>`;
}
