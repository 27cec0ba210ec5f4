import { type HubCall, hubCall, type CountedList } from '@kojikit/protocol';
import type { Page } from '../../http/page.js';
import { link } from '../../http/params.js';
import { filters, select } from '../../html/fields.js';
import { html, type Html } from '../../html/html.js';
import { targetLink } from '../../html/links.js';
import { countedPage, heading } from './counted-page.js';
import { arch, archesOf, daysOrEver } from './params.js';

type CountedOfUsers = 'builds' | 'packages' | 'tasks';

/* Of users: the numbers lead to what was counted. */
function ofUsers(counts: CountedOfUsers, thing: string, list: (id: number) => string): Page {
  return countedPage({
    name: `${counts}byuser`,
    title: `${heading(thing)} by user`,
    column: 'User',
    counts,
    thing,
    params: {},
    ask: (params, window): HubCall<CountedList> =>
      hubCall('reports.countByUser', { what: counts, ...window }),
    link: ({ id, name }) => html`<a href="${list(id ?? 0)}">${name}</a>`,
  });
}

const HOST_ARCH = 'Only hosts of this arch; ix86 for the 32-bit arches of Intel.';

const archSelect = (name: string, label: string, arches: readonly string[], chosen: string): Html =>
  select(name, label, ['', ...arches.toSorted().map((one) => (one === 'i386' ? 'ix86' : one))], chosen, {
    '': 'all',
  });

const DAYS = ['1', '7', '30', '90', '365', '-1'];

/** How many days back, as a menu. */
export const daysSelect = (days: number, choices: readonly string[] = DAYS): Html =>
  select('days', 'Days', choices, String(days), { '-1': 'all' });

/** Reports that count for each user, host or target. */
export const countedPages: readonly Page[] = [
  ofUsers('builds', 'build', (id) => link('builds', { userID: id })),
  ofUsers('packages', 'package', (id) => link('packages', { userID: id })),
  ofUsers('tasks', 'task', (id) => link('tasks', { owner: id, state: 'all' })),
  countedPage({
    name: 'tasksbyhost',
    title: 'Tasks by host',
    column: 'Host',
    counts: 'tasks',
    thing: 'task',
    params: { hostArch: arch('', HOST_ARCH) },
    withArches: true,
    ask: ({ hostArch }, window) =>
      hubCall('reports.countByHost', { what: 'tasks', host_arches: archesOf(hostArch), ...window }),
    link: ({ id, name }) => html`<a href="${link('tasks', { hostID: id ?? 0, state: 'all' })}">${name}</a>`,
    filter: ({ hostArch }, arches) =>
      filters('tasksbyhost', archSelect('hostArch', 'Host arch', arches, hostArch)),
  }),
  countedPage({
    name: 'rpmsbyhost',
    title: 'RPMs by host',
    column: 'Host',
    counts: 'rpms',
    thing: 'RPM',
    params: {
      hostArch: arch('', HOST_ARCH),
      rpmArch: arch('', 'Only RPMs of this arch; ix86 as with hosts.'),
    },
    withArches: true,
    ask: ({ hostArch, rpmArch }, window) =>
      hubCall('reports.countByHost', {
        what: 'rpms',
        host_arches: archesOf(hostArch),
        rpm_arches: archesOf(rpmArch),
        ...window,
      }),
    link: ({ id, name }) => html`<a href="${link('hostinfo', { hostID: id ?? 0 })}">${name}</a>`,
    filter: ({ hostArch, rpmArch }, arches) =>
      filters('rpmsbyhost', [
        archSelect('hostArch', 'Host arch', arches, hostArch),
        archSelect('rpmArch', 'RPM arch', [...arches, 'noarch', 'src'], rpmArch),
      ]),
  }),
  countedPage({
    name: 'buildsbytarget',
    title: 'Builds by target',
    column: 'Target',
    counts: 'builds',
    thing: 'build',
    params: { days: daysOrEver(7) },
    ask: ({ days }, window) =>
      hubCall('reports.countByTarget', { days: days === -1 ? null : days, ...window }),
    link: ({ id, name }) => (id === null ? (name ?? 'no target') : targetLink(id, name ?? id)),
    filter: ({ days }) => filters('buildsbytarget', daysSelect(days)),
  }),
];
