import { hubCall, type ListedRpm, type Plain } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { order, start } from '../../http/params.js';
import { counted } from '../../html/counted.js';
import { html } from '../../html/html.js';
import { externalRepoLink, rpmLink } from '../../html/links.js';
import { listTable, type Column } from '../../html/list-table.js';
import { pager, PAGE_SIZE, window } from '../../html/pager.js';
import { bytes } from '../../html/parts.js';
import { askContainer, containerTitle } from './container.js';
import { containerOf, contentParams } from './params.js';

/** RPMs that a build root, an image or a build consists of. */
export const rpmlistPage = definePage({
  name: 'rpmlist',
  params: {
    ...contentParams,
    start,
    order: order('nvr', ['nvr', 'external_repo_name', 'is_update', 'size']),
  },
  async answer({ params, visitor }) {
    const container = containerOf(params);
    const { type, id } = container;
    if (type !== 'component' && params.order.endsWith('is_update'))
      throw new PageError(400, 'order takes is_update with the type component only');
    const arch = type === 'build' && params.arch !== '' ? params.arch : undefined;
    const which = {
      component: { componentBuildrootID: id },
      built: { buildrootID: id },
      image: { imageID: id },
      build: { buildID: id, ...(arch !== undefined && { arches: arch }) },
    }[type];
    const found = await visitor.all({
      container: askContainer(container),
      total: hubCall('listRPMs', { ...which, queryOpts: { countOnly: true } }),
      rpms: hubCall('listRPMs', { ...which, queryOpts: window(params.start, params.order) }),
    });
    const { title, headline } = containerTitle(container, found.container, 'RPMs');
    const rpms = found.rpms.value();
    const total = Number(found.total.value());
    const now = {
      type,
      [container.param]: id,
      arch,
      order: params.order,
      start: params.start || undefined,
    };
    return {
      title,
      headline,
      section: 'builds',
      body: html`<p class="lead">${counted(total, 'RPM')}${arch !== undefined && ` for ${arch}`}</p>
        ${
          rpms.length > 0 &&
          listTable('RPMs', columnsOf(type), rpms.slice(0, PAGE_SIZE), { page: 'rpmlist', params: now })
        }
        ${pager('rpmlist', now, rpms.length > PAGE_SIZE, { total })}`,
    };
  },
});

function columnsOf(type: string): readonly Column<Plain<ListedRpm>>[] {
  const columns: Column<Plain<ListedRpm>>[] = [
    { title: 'RPM', order: 'nvr', cell: ({ id, nvr, arch }) => rpmLink(id, `${nvr}.${arch}`) },
    { title: 'Size', order: 'size', newestFirst: true, cell: ({ size }) => bytes(size) },
  ];
  if (type === 'build' || type === 'built') return columns;
  columns.push({
    title: 'From',
    order: 'external_repo_name',
    cell: ({ external_repo_id: id, external_repo_name: name }) =>
      id === 0 ? 'here' : externalRepoLink(id, name),
  });
  if (type === 'component')
    columns.push({
      title: 'Update',
      order: 'is_update',
      cell: ({ is_update: update }) => (update ? 'yes' : 'no'),
    });
  return columns;
}
