import type { Host, Plain } from '@kojikit/protocol';
import { link } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';
import { moment, table } from '../../html/parts.js';

/** Builders, one per row. */
export function hostTable(hosts: readonly Plain<Host>[]): Html {
  return table(
    'Hosts',
    ['Host', 'Arches', 'Enabled', 'Ready', 'Load', 'Last update'],
    hosts.map((host) => [
      html`<a href="${link('hostinfo', { hostID: host.id })}">${host.name}</a>`,
      host.arches,
      host.enabled ? 'yes' : 'no',
      host.ready ? 'yes' : 'no',
      `${host.task_load.toFixed(1)} of ${host.capacity.toFixed(1)}`,
      moment(host.update_ts),
    ]),
  );
}
