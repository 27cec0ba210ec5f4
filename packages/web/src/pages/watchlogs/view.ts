import { taskLabel } from '@kojikit/protocol';
import { link } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';
import { bytes, stateMark, taskState } from '../../html/parts.js';
import { lineView } from './line-view.js';
import type { LineRange } from './params.js';
import { LINES, type LogModel } from './read.js';

export function logView(model: LogModel): Html {
  const { tasks, logs, shown } = model;
  const whole = tasks.map(({ id }) => id);
  return html`${tasks.map(
    (task) =>
      html`<p class="lead">
        ${stateMark(taskState(task.state))}
        <a href="${link('taskinfo', { taskID: task.id })}">Task ${task.id}: ${taskLabel(task)}</a>
      </p>`,
  )}
  ${
    logs.length > 0 &&
    html`<nav class="tabs" aria-label="Logs">
      <ul>
        ${logs.map(
          (log) =>
            html`<li>
              <a href="${address(log, 0, whole)}" ${same(log, shown) && html` aria-current="page"`}
                >${log.name}${(whole.length > 1 || log.taskID !== whole[0]) && ` (${log.taskID}, ${log.arch})`}</a
              >
              <small>${bytes(Number(log.size))}</small>
            </li>`,
        )}
      </ul>
    </nav>`
  }
  ${shown === undefined ? html`<p>There is no log yet.</p>` : linesView(model, shown)}`;
}

type Shown = NonNullable<LogModel['shown']>;

function linesView({ first, lines, total, target, tasks }: LogModel, shown: Shown): Html {
  const to = (line: number) =>
    address(
      shown,
      line,
      tasks.map(({ id }) => id),
    );
  const last = first + lines.length - 1;
  const place = { taskID: shown.taskID, name: shown.name, volume: volumeOf(shown) };
  return html`<p class="log-place">
      <span
        >Lines ${first} to <span id="last-line">${last}</span> of <span id="all-lines">${total}</span>.</span
      >
      ${first > 1 && html`<a href="${to(1)}">first</a> <a href="${to(Math.max(first - LINES / 2, 1))}">earlier</a>`}
      ${last < total && html`<a href="${to(last + LINES / 2)}">later</a> <a href="${to(0)}">last</a>`}
      <a href="${link('getfile', place)}">whole file</a>
    </p>
    <div class="scroll log" tabindex="0" role="region" aria-label="${shown.name}">
      <pre>${lines.map((text, index) => lineView(first + index, text, isIn(target, first + index)))}</pre>
    </div>`;
}

const isIn = (range: LineRange | undefined, line: number) =>
  range !== undefined && line >= range.first && line <= range.last;

/** The log of one task among those that are watched: that one comes first, and the others stay at hand. */
function address(log: Shown, line: number, watched: readonly number[]): string {
  const others = watched.length > 1 ? watched.filter((id) => id !== log.taskID) : [];
  const where = {
    taskID: [log.taskID, ...others],
    log: log.name,
    volume: volumeOf(log),
    line: line || undefined,
  };
  return link('watchlogs', where, line > 1 ? `L${line}` : '');
}

const volumeOf = ({ volume }: Shown) => (volume === 'DEFAULT' ? undefined : volume);

function same(log: Shown, shown: Shown | undefined): boolean {
  return (
    shown !== undefined &&
    log.taskID === shown.taskID &&
    log.name === shown.name &&
    log.volume === shown.volume
  );
}
