import { BUILDROOT_STATES, type Buildroot, hubCall, type Plain } from '@kojikit/protocol';
import { field, filters, select } from '../../html/fields.js';
import { html } from '../../html/html.js';
import { buildrootLink, hostLink, repoLink, tagLink, taskLink } from '../../html/links.js';
import { listTable, type Column } from '../../html/list-table.js';
import { pager, PAGE_SIZE, window } from '../../html/pager.js';
import { ago, stateMark } from '../../html/parts.js';
import { buildrootState } from '../../html/states.js';
import { definePage } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { integer, order, start, type Param } from '../../http/params.js';

const WORDS = Object.keys(BUILDROOT_STATES).map((name) => name.toLowerCase());

/* Koji's pages have the number of the state; people type its word. */
const state: Param<number | undefined> = {
  doc: `Only build roots in this state: its number, ${WORDS.join(', ')}, or all.`,
  read(given = '', name) {
    if (given === '' || given === 'all') return undefined;
    const number = /^\d$/.test(given) ? Number(given) : WORDS.indexOf(given.toLowerCase());
    if (WORDS[number] === undefined)
      throw new PageError(400, `${name} is one of all, ${WORDS.join(', ')} or their numbers, not “${given}”`);
    return number;
  },
};

const COLUMNS: readonly Column<Plain<Buildroot>>[] = [
  { title: 'Build root', order: 'id', newestFirst: true, cell: ({ id }) => buildrootLink(id, id) },
  { title: 'State', order: 'state', cell: ({ state: now }) => markOf(now) },
  {
    title: 'Tag',
    order: 'tag_name',
    cell: ({ tag_id: id, tag_name: name }) => id !== null && tagLink(id, name!),
  },
  { title: 'Repo', order: 'repo_id', cell: ({ repo_id: id }) => id !== null && repoLink(id, id) },
  { title: 'Arch', cell: ({ arch, container_arch: other }) => arch ?? other },
  { title: 'Task', order: 'task_id', cell: ({ task_id: id }) => id !== null && taskLink(id) },
  { title: 'Host', cell: ({ host_id: id, host_name: name }) => id !== null && hostLink(id, name!) },
  { title: 'Made', cell: ({ create_ts: made }) => ago(made) },
];

function markOf(number: number | null) {
  const shown = buildrootState(number);
  return shown && stateMark(shown);
}

/** Build roots: of a repo, in a state, or all. */
export const buildrootsPage = definePage({
  name: 'buildroots',
  params: {
    repoID: integer(0, 'Only build roots of this repo.'),
    state,
    start,
    order: order('id', ['id', 'repo_id', 'task_id', 'tag_name', 'state']),
  },
  async answer({ params, visitor }) {
    const by = /^-?id$/.test(params.order) ? params.order : `${params.order},id`;
    const repo = params.repoID > 0 ? params.repoID : undefined;
    const rows = (
      await visitor.one(
        hubCall('listBuildroots', {
          repoID: repo,
          state: params.state,
          queryOpts: window(params.start, by),
        }),
      )
    ).value();
    const here = { ...params, repoID: repo };
    const shown = rows.slice(0, PAGE_SIZE);
    const names = Object.fromEntries(WORDS.map((word, number) => [number, word]));
    return {
      title: repo === undefined ? 'Build roots' : `Build roots of repo ${repo}`,
      headline: repo === undefined ? html`Build roots` : html`Build roots of repo ${repoLink(repo, repo)}`,
      section: 'tags',
      body: html`${filters('buildroots', [
        field('repoID', 'Repo', repo),
        select('state', 'State', ['all', ...WORDS.keys()], params.state ?? 'all', names),
      ])}
      ${
        shown.length === 0
          ? html`<p>No build roots fit these filters.</p>`
          : listTable('Build roots', COLUMNS, shown, { page: 'buildroots', params: here })
      }
      ${pager('buildroots', here, rows.length > PAGE_SIZE)}`,
    };
  },
});
