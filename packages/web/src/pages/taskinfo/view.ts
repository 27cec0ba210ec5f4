import { taskLabel } from '@kojikit/protocol';
import { buildLink, taskLink } from '../../html/links.js';
import { html, type Html } from '../../html/html.js';
import { counted } from '../../html/counted.js';
import { pager } from '../../html/pager.js';
import { duration, facts, moment, taskState } from '../../html/parts.js';
import { took } from '../../html/task-table.js';
import { panelView } from '../../html/panel.js';
import { actionButton } from '../../http/action.js';
import { link } from '../../http/params.js';
import { failureView } from './failure-view.js';
import { filesView } from './files-view.js';
import type { TaskModel } from './read.js';
import { valueView } from './value-view.js';
import { waitsView } from './waits-view.js';
import { waterfall } from './waterfall.js';

/** Tasks of a tree, with their files, on one page. */
const TREE_SHOWN = 100;

/** @param from how many tasks of the tree come before those that are shown. */
export function taskView(model: TaskModel, from: number): Html {
  const { task, failure, panels, tree } = model;
  const shown = tree.slice(from, from + TREE_SHOWN);
  return html`<p class="lead">${leadOf(model)}</p>
    ${waitsView(model)} ${actions(model)} ${failure && failureView(failure, task.id)}
    ${model.fault && failure?.task.id !== task.id && faultView(model.fault.message)}
    ${panels.map((panel) => panelView(panel, { place: 'task', id: task.id, token: model.token }))}
    ${
      tree.length > 1 &&
      html`<section id="tasktree">
        <h2>Tasks below</h2>
        ${tree.length > TREE_SHOWN && html`<p>${statesOf(tree)}</p>`} ${waterfall(tree, shown)}
        ${pager('taskinfo', { taskID: task.id, start: from || undefined }, tree.length > from + TREE_SHOWN, {
          size: TREE_SHOWN,
          anchor: 'tasktree',
          total: tree.length,
        })}
      </section>`
    }
    ${resultView(model)} ${filesView(shown)}
    <section>
      <h2>Request</h2>
      ${facts(model.params.map(([name, value]) => [name, valueView(name, value)]))}
    </section>
    ${detailsView(model)}`;
}

/** `1,001 tasks: 250 failed, 751 closed`. */
function statesOf(tree: TaskModel['tree']): string {
  const counts = new Map<string, number>();
  for (const { state } of tree) {
    const { word } = taskState(state);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return `${counted(tree.length, 'task')}: ${[...counts].map(([word, count]) => `${count} ${word}`).join(', ')}`;
}

function leadOf({ task }: TaskModel): Html {
  const waited = task.start_ts !== null ? task.start_ts - task.create_ts : undefined;
  const host =
    task.host_id !== null &&
    html` on <a href="${link('hostinfo', { hostID: task.host_id })}">${task.host_name ?? task.host_id}</a>`;
  const time = took(task);
  return html`For <a href="${link('userinfo', { userID: task.owner })}">${task.owner_name}</a>${host}, arch
    ${task.arch}${waited !== undefined && html`, waited ${duration(waited)}`}${time && html`, worked ${time}`}.`;
}

function actions({ actions: shown }: TaskModel): Html | undefined {
  if (shown.length === 0) return undefined;
  return html`<div class="actions">
    ${shown.map(({ page, taskId, label, token }) => {
      const address = link(page, { taskID: taskId });
      return token === undefined
        ? html`<a class="button" href="${address}">${label}</a>`
        : actionButton(address, label, token);
    })}
  </div>`;
}

function faultView(message: string): Html {
  return html`<section>
    <h2>Fault</h2>
    <pre class="fault">${message}</pre>
  </section>`;
}

function resultView({ result }: TaskModel): Html | undefined {
  if (result === null || result === '') return undefined;
  return html`<section>
    <h2>Result</h2>
    ${valueView('result', result)}
  </section>`;
}

function detailsView({ task, parent, top, buildroots, builds }: TaskModel): Html {
  return html`<section>
    <h2>Details</h2>
    ${facts([
      ['Parent', parent && taskLink(parent.id, `${parent.id} ${taskLabel(parent)}`)],
      ['Top', top !== null && top.id !== parent?.id && taskLink(top.id, `${top.id} ${taskLabel(top)}`)],
      ['Created', moment(task.create_ts)],
      ['Started', moment(task.start_ts)],
      ['Ended', moment(task.completion_ts)],
      [
        'Channel',
        html`<a href="${link('channelinfo', { channelID: task.channel_id })}"
          >${task.channel_name ?? task.channel_id}</a
        >`,
      ],
      [
        'Builds',
        builds.length > 0 && builds.map(({ build_id: build, nvr }) => html`${buildLink(build, nvr)} `),
      ],
      [
        'Build roots',
        buildroots.length > 0 &&
          buildroots.map(
            ({ id, tag_name: tag, arch }) =>
              html`<a href="${link('buildrootinfo', { buildrootID: id })}">${id} (${tag}, ${arch})</a> `,
          ),
      ],
      ['Label', task.label],
      ['Priority', task.priority],
      ['Weight', task.weight?.toFixed(2)],
      ['Waits for tasks below', task.waiting ? 'yes' : undefined],
    ])}
  </section>`;
}
