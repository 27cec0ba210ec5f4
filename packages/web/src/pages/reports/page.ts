import { definePage, type Page } from '../../http/page.js';
import { html } from '../../html/html.js';
import { buildsbydayPage } from './buildsbyday.js';
import { buildsbystatusPage } from './buildsbystatus.js';
import { clusterhealthPage } from './clusterhealth.js';
import { countedPages } from './counted-pages.js';
import { failuresPage } from './failures.js';
import { tasktimesPage } from './tasktimes.js';

const REPORTS = [
  ['buildsbyday', 'Builds a day', 'how many builds were completed, failed and were canceled on each day'],
  ['tasktimes', 'Waiting and working time', 'how long tasks wait for a host and how long they take'],
  ['failures', 'Failures', 'which packages and which hosts fail most'],
  ['clusterhealth', 'Cluster health', 'the hosts of each channel, their capacity and load'],
  ['buildsbystatus', 'Builds by status', 'how the builds of the last days ended'],
  ['buildsbytarget', 'Builds by target', 'which targets were built for'],
  ['buildsbyuser', 'Builds by user', 'who owns how many builds'],
  ['packagesbyuser', 'Packages by user', 'who owns how many packages of tags'],
  ['tasksbyuser', 'Tasks by user', 'who made how many tasks'],
  ['tasksbyhost', 'Tasks by host', 'how many tasks each host had'],
  ['rpmsbyhost', 'RPMs by host', 'how many RPMs were built on each host'],
] as const;

const reportsPage = definePage({
  name: 'reports',
  params: {},
  answer: async () => ({
    title: 'Reports',
    section: 'reports',
    body: html`<dl class="facts">
      ${REPORTS.map(
        ([page, title, tells]) =>
          html`<div>
            <dt><a href="${page}">${title}</a></dt>
            <dd>${tells}</dd>
          </div>`,
      )}
    </dl>`,
  }),
});

/** The list of reports, and each of them. */
export const reportPages: readonly Page[] = [
  reportsPage,
  ...countedPages,
  buildsbystatusPage,
  clusterhealthPage,
  buildsbydayPage,
  tasktimesPage,
  failuresPage,
];
