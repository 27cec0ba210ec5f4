import type { Plain, SiteLoad, WaitingTasks } from '@kojikit/protocol';
import { link } from '../../http/params.js';
import { shareBar } from '../../html/charts/share-bar.js';
import { count } from '../../html/charts/measure.js';
import { html, type Html } from '../../html/html.js';
import { channelLink, hostLink } from '../../html/links.js';
import { number } from '../../html/number.js';
import { ago, table } from '../../html/parts.js';

type Waiting = Plain<WaitingTasks>;
const SHOWN = 8;

const WHY: Readonly<Record<string, (tasks: Waiting) => Html | string>> = {
  channel_disabled: (tasks) => html`the channel ${channel(tasks)} is disabled`,
  no_host: (tasks) => html`no host of the channel ${channel(tasks)} has the arch ${tasks.arch}`,
  hosts_disabled: (tasks) => html`every host for ${place(tasks)} is disabled`,
  not_ready: (tasks) => html`no host for ${place(tasks)} checks in and is ready`,
  no_capacity: (tasks) => html`the hosts for ${place(tasks)} have enough to do`,
  queued: (tasks) => html`in the queue of ${place(tasks)}`,
  assigned: () => 'given to a host that has not begun',
  repo: () => 'for a repo',
};

const channel = ({ channel_id: id, channel_name: name }: Waiting): Html | string =>
  id === null ? '' : channelLink(id, name ?? id);
const place = (tasks: Waiting): Html => html`${channel(tasks)}${tasks.arch && `, ${tasks.arch}`}`;

/** How many tasks wait for what; the most of them first. */
export function waitsView({ waiting }: Plain<SiteLoad>): Html {
  const all = waiting.reduce((sum, tasks) => sum + tasks.count, 0);
  const rest = waiting.slice(SHOWN).reduce((sum, tasks) => sum + tasks.count, 0);
  return html`<section>
    <h2>What waits</h2>
    ${
      all === 0
        ? html`<p class="none">No task waits.</p>`
        : table(
            'What waits',
            ['Why', 'Tasks', 'Longest'],
            waiting
              .slice(0, SHOWN)
              .map((tasks) => [
                WHY[tasks.reason]?.(tasks) ?? tasks.reason.replaceAll('_', ' '),
                number(tasks.count),
                ago(tasks.oldest_ts),
              ]),
          )
    }
    ${rest > 0 && html`<p class="lead">${count(rest)} more wait for other reasons.</p>`}
    ${all > 0 && html`<p><a href="${link('tasks', { state: 'free' })}">Free tasks</a></p>`}
  </section>`;
}

/** The hosts that have most to do. */
export function hostsView({ hosts }: Plain<SiteLoad>): Html {
  const { enabled, disabled, ready, load, capacity, busiest } = hosts;
  const rest = enabled - busiest.length;
  return html`<section>
    <h2>Hosts</h2>
    <p class="lead">
      ${count(ready)} of ${count(enabled)} enabled hosts
      ready${disabled > 0 && `, ${count(disabled)} disabled`}; ${count(load)} of ${count(capacity)} capacity
      in use.
    </p>
    ${
      busiest.length > 0 &&
      table(
        'Busiest hosts',
        ['Host', 'Ready', 'Load', 'In use'],
        busiest.map((host) => [
          hostLink(host.id, host.name),
          host.ready ? 'yes' : 'no',
          `${host.load.toFixed(1)}\u00a0of\u00a0${host.capacity.toFixed(1)}`,
          shareBar(host.load, host.capacity, host.load >= host.capacity ? 'failed' : 'plain'),
        ]),
      )
    }
    <p><a href="hosts">All hosts</a>${rest > 0 && html`, ${count(rest)} more that are enabled`}</p>
  </section>`;
}
