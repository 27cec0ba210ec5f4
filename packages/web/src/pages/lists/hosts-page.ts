import { type Host, hubCall, type Plain } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { choice, link, order, start } from '../../http/params.js';
import { html } from '../../html/html.js';
import { hostTable } from './host-table.js';
import { natural } from './natural-order.js';
import { pager, PAGE_SIZE } from '../../html/pager.js';

const COLUMNS = ['name', 'id', 'enabled', 'ready', 'task_load', 'capacity'] as const;

/** Builders, in the order of a column. */
export const hostsPage = definePage({
  name: 'hosts',
  params: {
    state: choice(['enabled', 'disabled', 'all'], 'Only enabled or disabled builders.'),
    start,
    order: order('name', COLUMNS),
  },
  async answer({ params, visitor }) {
    const enabled = params.state === 'all' ? null : params.state === 'enabled';
    const hosts = (await visitor.one(hubCall('listHosts', { enabled }))).value();
    const end = params.start + PAGE_SIZE;
    const rows = sorted(hosts, params.order).slice(params.start, end);
    const states = ['enabled', 'disabled', 'all'].map((state) =>
      state === params.state
        ? html`<b>${state}</b> `
        : html`<a href="${link('hosts', { state })}">${state}</a> `,
    );
    return {
      title: 'Hosts',
      section: 'hosts',
      body: html`<p class="lead">Show: ${states}</p>
        ${rows.length === 0 ? html`<p>None.</p>` : hostTable(rows)}
        ${pager('hosts', params, hosts.length > end)}`,
    };
  },
});

/* The hub answers every builder, by id: its method takes options of a query and does nothing with them. */
function sorted(hosts: readonly Plain<Host>[], by: string): Plain<Host>[] {
  const column = COLUMNS.find((name) => name === by.replace(/^-/, '')) ?? 'name';
  const inOrder = hosts.toSorted((a, b) =>
    column === 'name' ? natural.compare(a.name, b.name) : Number(a[column]) - Number(b[column]),
  );
  return by.startsWith('-') ? inOrder.reverse() : inOrder;
}
