import type { TaskWaitReason } from '@kojikit/protocol';
import { taskLabel, TASK_STATES } from '@kojikit/protocol';
import { channelLink, hostLink, repoRequestLink, tagLink, taskLink } from '../../html/links.js';
import { counted } from '../../html/counted.js';
import { html, type Content, type Html } from '../../html/html.js';
import type { TreeRow } from '../../hub/tree-order.js';
import type { TaskModel } from './read.js';

type Named = NonNullable<TaskWaitReason['about']>[number];

/* A site with many hosts has a reason for each, and a task may wait for a thousand others. */
const MOST_REASONS = 10;

/** Why a task does not go on: what the hub says of hosts, channels and repos, and which tasks below it are not done. */
export function waitsView({
  waits,
  task,
  tree,
}: Pick<TaskModel, 'waits' | 'task' | 'tree'>): Html | undefined {
  const below = task.waiting ? tree.filter((row) => row.parent === task.id && !hasEnded(row)) : [];
  if (waits.length === 0 && below.length === 0) return undefined;
  const reasons = waits.map(({ text, about = [] }) => html`<li>${linked(text, about)}</li>`);
  const more = reasons.slice(MOST_REASONS);
  return html`<section aria-labelledby="waits">
    <h2 id="waits">Why it waits</h2>
    <ul>
      ${below.slice(0, MOST_REASONS).map((row) => html`<li>for ${taskLink(row.id)} ${taskLabel(row)}${placeOf(row)}</li>`)}
      ${below.length > MOST_REASONS && html`<li>for <a href="#tasktree">${counted(below.length - MOST_REASONS, 'more task')} below it</a></li>`}
      ${reasons.slice(0, MOST_REASONS)}
    </ul>
    ${
      more.length > 0 &&
      html`<details>
        <summary>${counted(more.length, 'more reason')}</summary>
        <ul>
          ${more}
        </ul>
      </details>`
    }
  </section>`;
}

const ENDED: readonly number[] = [TASK_STATES.CLOSED, TASK_STATES.CANCELED, TASK_STATES.FAILED];
const hasEnded = ({ state }: TreeRow) => ENDED.includes(state);

function placeOf({ state, host_id: id, host_name: name }: TreeRow): Content {
  if (state === TASK_STATES.FREE) return ', which waits itself';
  return id === null ? '' : html`, which ${hostLink(id, name ?? id)} works on`;
}

const LINKS = {
  host: hostLink,
  task: taskLink,
  channel: channelLink,
  tag: tagLink,
  request: repoRequestLink,
} satisfies Record<Named['kind'], unknown>;

/** A sentence of which every name leads to what it names. */
function linked(text: string, about: readonly Named[]): readonly Content[] {
  if (about.length === 0) return [text];
  const byName = new Map(about.map((one) => [one.name, one]));
  // The longest first, as b1 is in b10.
  const names = [...byName.keys()].sort((one, other) => other.length - one.length).map(escaped);
  return text.split(new RegExp(`(?<![\\w.-])(${names.join('|')})(?![\\w-])`)).map((piece, index) => {
    const one = index % 2 === 1 ? byName.get(piece) : undefined;
    return one === undefined ? piece : LINKS[one.kind](one.id, one.name);
  });
}

const escaped = (name: string) => name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
