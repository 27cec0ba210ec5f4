import type { LinkParams } from '../../http/params.js';
import { counted } from '../../html/counted.js';
import { field, filters, select } from '../../html/fields.js';
import { html, type Html } from '../../html/html.js';
import { tagLink, userLink } from '../../html/links.js';
import { pager } from '../../html/pager.js';
import { packageTable } from './package-table.js';
import type { PackageList, PackagesQuery } from './read.js';

/** `Packages in f40, of alice`, with links. */
export function packagesHeadline({ tag, user }: PackageList): Html {
  return html`Packages${tag && html` in ${tagLink(tag.id, tag.name)}`}${
    user && html` of ${userLink(user.id, user.name)}`
  }`;
}

export function packagesView({ query, packages, tag, user, more, total }: PackageList): Html {
  const params = paramsOf(query);
  const listed = tag !== null || user !== null;
  return html`${filterForm(query, listed)}
    <div id="packagelist">
      <p class="lead">${counted(total, 'package')}</p>
      ${
        packages.length === 0
          ? html`<p>No packages fit these filters.</p>`
          : packageTable(
              'Packages',
              packages,
              { page: 'packages', params },
              { listed, owners: user === null },
            )
      }
      ${pager('packages', params, more, { total })}
    </div>`;
}

/* What is as it would be without saying so stays out of addresses. */
function paramsOf(query: PackagesQuery): LinkParams {
  return {
    ...query,
    inherited: query.inherited ? undefined : 0,
    blocked: query.blocked ? undefined : 0,
    start: query.start || undefined,
  };
}

function filterForm(query: PackagesQuery, listed: boolean): Html {
  const words = { 1: 'yes', 0: 'no' };
  return filters('packages', [
    field('prefix', 'Begins with', query.prefix, { size: 6 }),
    field('tagID', 'Tag', query.tagID),
    field('userID', 'Owner', query.userID),
    query.tagID !== undefined && select('inherited', 'Inherited', [1, 0], Number(query.inherited), words),
    listed && select('blocked', 'Blocked', [1, 0], Number(query.blocked), words),
    query.order !== 'package_name' && html`<input type="hidden" name="order" value="${query.order}" />`,
  ]);
}
