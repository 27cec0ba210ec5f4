import { html, type Html } from '../../html/html.js';
import { hostLink, taskLink } from '../../html/links.js';
import { link } from '../../http/params.js';
import { comparisonView } from './comparison-view.js';
import { missingView } from './missing-view.js';
import type { Failure } from './read-failure.js';

/** What failed first: its fault, the line of its log that tells why, and what is known of the reason. */
export function failureView({ task, label, fault, log, missing, comparison }: Failure, shown: number): Html {
  const host = task.host_id !== null && html`, on ${hostLink(task.host_id, task.host_name ?? task.host_id)}`;
  return html`<section class="failure" aria-labelledby="failed-first">
      <h2 id="failed-first">What failed first</h2>
      <p>
        ${task.id === shown ? html`This task` : html`${taskLink(task.id)} ${label}`}, arch
        ${task.arch}${host}.
      </p>
      ${fault && html`<pre class="fault">${fault.message}</pre>`} ${log && excerptView(task.id, log)}
    </section>
    ${missing && missingView(missing)} ${comparison && comparisonView(comparison)}`;
}

const LINE_END = '\n';
const LONGEST = 200;

function excerptView(taskID: number, { name, volume, excerpt }: NonNullable<Failure['log']>): Html {
  const to = (line: number) =>
    link(
      'watchlogs',
      { taskID, log: name, volume: volume === 'DEFAULT' ? undefined : volume, line },
      `L${line}`,
    );
  const line = excerpt.telling ?? excerpt.first;
  const { command, section } = excerpt;
  return html`<h3><a href="${to(line)}">${name}, line ${line}</a></h3>
    ${
      (section !== undefined || command !== undefined) &&
      html`<p>
        ${section !== undefined && html`In <code>${section}</code>. `}${
          command !== undefined &&
          html`The command, in <a href="${to(command.line)}">line ${command.line}</a>:
            <code>${shortened(command.text)}</code>`
        }
      </p>`
    }
    <div class="scroll log" tabindex="0" role="region" aria-label="Lines of ${name}">
      <pre>
${excerpt.lines.map((text, index) => {
          const number = excerpt.first + index;
          return html`<span class="line${number === excerpt.telling && ' telling'}"
            ><b>${number}</b> ${text}${LINE_END}</span
          >`;
        })}</pre>
    </div>`;
}

const shortened = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
