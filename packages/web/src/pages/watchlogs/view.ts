import { link } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';
import { bytes, stateMark, taskState } from '../../html/parts.js';
import { ansiText } from './ansi.js';
import { LINES, type LogModel } from './read.js';

export function logView(model: LogModel, label: string): Html {
  const { task, logs, shown } = model;
  return html`<p class="lead">
      ${stateMark(taskState(task.state))}
      <a href="${link('taskinfo', { taskID: task.id })}">Task ${task.id}: ${label}</a>
    </p>
    ${
      logs.length > 0 &&
      html`<nav class="tabs" aria-label="Logs">
        <ul>
          ${logs.map(
            (log) =>
              html`<li>
                <a href="${address(log, 0)}" ${same(log, shown) && html` aria-current="page"`}
                  >${log.name}${log.taskID !== task.id && ` (${log.taskID}, ${log.arch})`}</a
                >
                <small>${bytes(Number(log.size))}</small>
              </li>`,
          )}
        </ul>
      </nav>`
    }
    ${shown === undefined ? html`<p>This task has no log yet.</p>` : linesView(model, shown)}`;
}

type Shown = NonNullable<LogModel['shown']>;

function linesView({ first, lines, total, target }: LogModel, shown: Shown): Html {
  const last = first + lines.length - 1;
  const place = { taskID: shown.taskID, name: shown.name, volume: volumeOf(shown) };
  return html`<p class="log-place">
      Lines ${first} to ${last} of ${total}.
      ${first > 1 && html`<a href="${address(shown, 1)}">first</a> <a href="${address(shown, Math.max(first - LINES / 2, 1))}">earlier</a>`}
      ${last < total && html`<a href="${address(shown, last + LINES / 2)}">later</a> <a href="${address(shown, 0)}">last</a>`}
      <a href="${link('getfile', place)}">whole file</a>
    </p>
    <div class="scroll log" tabindex="0" role="region" aria-label="${shown.name}">
      <pre>${lines.map((text, index) => lineView(first + index, text, first + index === target))}</pre>
    </div>`;
}

const LINE_END = '\n';

/** One line of a log with its number, which is its address. */
function lineView(number: number, text: string, telling: boolean): Html {
  return html`<span class="line${telling && ' telling'}" id="L${number}"
    ><a href="#L${number}">${number}</a> ${ansiText(text)}${LINE_END}</span
  >`;
}

function address(log: Shown, line: number): string {
  const where = { taskID: log.taskID, log: log.name, volume: volumeOf(log), line: line || undefined };
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
