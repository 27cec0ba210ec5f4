import { type TaskFile, taskLabel } from '@kojikit/protocol';
import type { TreeRow } from '../../hub/tree-order.js';
import { link } from '../../http/params.js';
import { counted } from '../../html/counted.js';
import { html, type Html } from '../../html/html.js';
import { bytes, table } from '../../html/parts.js';

/** What tasks of a tree have uploaded. The hub tells it of the first 200 of a tree; the others are told by their own pages. */
export function filesView(tree: readonly TreeRow[]): Html | undefined {
  const withFiles = tree.filter(({ files }) => files !== undefined && files.length > 0);
  const unknown = tree.filter(({ files }) => files === undefined).length;
  if (withFiles.length + unknown === 0) return undefined;
  return html`<section id="output">
    <h2>Output</h2>
    ${withFiles.map(
      (task, index) =>
        html`<details${(index === 0 || withFiles.length < 4) && html` open`}>
          <summary>${task.id} ${taskLabel(task)}: ${counted(task.files!.length, 'file')}</summary>
          ${table(
            `Files of task ${task.id}`,
            ['File', 'Size', 'Look'],
            task.files!.map((file) => row(task.id, file)),
          )}
        </details>`,
    )}
    ${unknown > 0 && html`<p>Files of ${counted(unknown, 'more task')} are on their own pages.</p>`}
  </section>`;
}

function row(taskID: number, { name, volume, size }: TaskFile) {
  const place = { taskID, name, volume: volume === 'DEFAULT' ? undefined : volume };
  const isLog = name.endsWith('.log');
  const watch = { taskID, log: name, volume: place.volume };
  return [
    html`<a href="${link('getfile', place)}">${name}</a>${place.volume && ` (${volume})`}`,
    bytes(Number(size)),
    isLog &&
      html`<a href="${link('watchlogs', watch)}">lines</a>
        <a href="${link('getfile', { ...place, offset: -4000 })}">tail</a>`,
  ];
}
