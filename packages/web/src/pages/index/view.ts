import { html, type Html } from '../../html/html.js';
import { taskTable } from '../../html/task-table.js';
import { buildList } from './build-list.js';
import { hostsView, waitsView } from './load-view.js';
import { ownView, part } from './own-view.js';
import type { Summary } from './read.js';

export function summaryView({ active, failed, builds, load, own }: Summary): Html {
  return html`<div class="board">
    ${own && ownView(own)}
    ${part('Under way', active.length > 0 && taskTable('Under way', active), html`<a href="tasks?state=all">All tasks</a>`)}
    ${waitsView(load)}
    ${part('Failed last', failed.length > 0 && taskTable('Failed last', failed), html`<a href="tasks?state=failed">All that failed</a>, <a href="failures">what fails most</a>`)}
    ${part('Newest builds', builds.length > 0 && buildList('Newest builds', builds), html`<a href="builds">All builds</a>, <a href="buildsbyday">builds a day</a>`)}
    ${hostsView(load)}
  </div>`;
}
