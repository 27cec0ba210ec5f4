import { type Archive, hubCall, type Plain } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { order, start } from '../../http/params.js';
import { counted } from '../../html/counted.js';
import { html } from '../../html/html.js';
import { archiveLink } from '../../html/links.js';
import { listTable, type Column } from '../../html/list-table.js';
import { pager, PAGE_SIZE, window } from '../../html/pager.js';
import { bytes } from '../../html/parts.js';
import { askContainer, containerTitle } from './container.js';
import { containerOf, contentParams } from './params.js';

/** Archives that a build root, an image or a build consists of. */
export const archivelistPage = definePage({
  name: 'archivelist',
  params: { ...contentParams, start, order: order('filename', ['filename', 'type_name', 'project', 'size']) },
  async answer({ params, visitor }) {
    const container = containerOf(params);
    const { type, id } = container;
    if (type !== 'component' && params.order.endsWith('project'))
      throw new PageError(400, 'order takes project with the type component only');
    const which = {
      component: { componentBuildrootID: id },
      built: { buildrootID: id },
      image: { imageID: id },
      build: { buildID: id },
    }[type];
    const found = await visitor.all({
      container: askContainer(container),
      total: hubCall('listArchives', { ...which, queryOpts: { countOnly: true } }),
      archives: hubCall('listArchives', { ...which, queryOpts: window(params.start, params.order) }),
    });
    const { title, headline } = containerTitle(container, found.container, 'Archives');
    const archives = found.archives.value();
    const total = Number(found.total.value());
    const now = { type, [container.param]: id, order: params.order, start: params.start || undefined };
    return {
      title,
      headline,
      section: 'builds',
      body: html`<p class="lead">${counted(total, 'archive')}</p>
        ${
          archives.length > 0 &&
          listTable('Archives', columnsOf(type), archives.slice(0, PAGE_SIZE), {
            page: 'archivelist',
            params: now,
          })
        }
        ${pager('archivelist', now, archives.length > PAGE_SIZE, { total })}`,
    };
  },
});

type Row = Plain<Archive> & { readonly project?: boolean };

function columnsOf(type: string): readonly Column<Row>[] {
  const columns: Column<Row>[] = [
    { title: 'File', order: 'filename', cell: ({ id, filename }) => archiveLink(id, filename) },
    { title: 'Type', order: 'type_name', cell: ({ type_name: name }) => name },
    { title: 'Size', order: 'size', newestFirst: true, cell: ({ size }) => bytes(size) },
  ];
  if (type === 'component')
    columns.push({
      title: 'Of the project',
      order: 'project',
      cell: ({ project }) => (project ? 'yes' : 'no'),
    });
  return columns;
}
