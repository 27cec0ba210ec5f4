import { BUILD_STATES } from '@kojikit/protocol';
import type { LinkParams } from '../../http/params.js';
import { buildTable } from '../../html/build-table.js';
import { counted } from '../../html/counted.js';
import { field, filters, select } from '../../html/fields.js';
import { html, type Html } from '../../html/html.js';
import { packageLink, tagLink, userLink } from '../../html/links.js';
import { pager } from '../../html/pager.js';
import type { BuildsQuery } from './params.js';
import type { BuildList } from './read.js';

const STATES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(BUILD_STATES).map(([name, number]) => [String(number), name.toLowerCase()]),
);

/** `Builds of bash in f40, by alice`, with links. */
export function buildsHeadline({ package: listed, tag, user }: BuildList): Html {
  return html`Builds${listed && html` of ${packageLink(listed.id, listed.name)}`}${
    tag && html` in ${tagLink(tag.id, tag.name)}`
  }${user && html` by ${userLink(user.id, user.name)}`}`;
}

export function buildsView(list: BuildList): Html {
  const { query, builds, tag, user, more, total } = list;
  const params = paramsOf(query, list.type);
  return html`${filterForm(list)}
    <div id="buildlist">
      <p class="lead">${counted(total, 'build')}</p>
      ${
        builds.length === 0
          ? html`<p>No builds fit these filters.</p>`
          : buildTable(
              'Builds',
              builds,
              { page: 'builds', params },
              { tags: tag !== null, owners: user === null },
            )
      }
      ${pager('builds', params, more, { total })}
    </div>`;
}

/* What is as it would be without saying so stays out of addresses. */
function paramsOf(query: BuildsQuery, type: string | null): LinkParams {
  const { inherited, latest, tagID, state } = query;
  return {
    ...query,
    type: type ?? undefined,
    state: tagID === undefined ? state : undefined,
    inherited: inherited ? undefined : 0,
    latest: latest ? undefined : 0,
    start: query.start || undefined,
  };
}

function filterForm({ query, type, types }: BuildList): Html {
  return filters('builds', [
    query.tagID === undefined
      ? select('state', 'State', ['all', ...Object.keys(STATES)], String(query.state ?? 'all'), STATES)
      : [
          select('latest', 'Builds', [1, 0], Number(query.latest), { 1: 'latest', 0: 'all' }),
          select('inherited', 'Inherited', [1, 0], Number(query.inherited), { 1: 'yes', 0: 'no' }),
        ],
    field('packageID', 'Package', query.packageID),
    field('tagID', 'Tag', query.tagID),
    field('userID', 'Built by', query.userID),
    field('prefix', 'Begins with', query.prefix, { size: 6 }),
    select('type', 'Type', ['all', ...types], type ?? 'all'),
    query.order !== '-build_id' && html`<input type="hidden" name="order" value="${query.order}" />`,
  ]);
}
