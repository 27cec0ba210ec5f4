import type { Plain, RpmDescription, RpmFile } from '@kojikit/protocol';
import { link, type LinkParams } from '../../http/params.js';
import { counted } from '../../html/counted.js';
import { html, type Html } from '../../html/html.js';
import { listTable, type Column } from '../../html/list-table.js';
import { pager, PAGE_SIZE } from '../../html/pager.js';
import { bytes } from '../../html/parts.js';

/** The files of an RPM, sorted and cut by `fileOrder` and `fileStart`. @param params those of the page as they are now. */
export function rpmFilesView(
  { files, file_count: total }: Plain<RpmDescription>,
  params: LinkParams,
): Html | undefined {
  if (total === 0) return undefined;
  const place = { param: 'fileStart', anchor: 'filelist', total };
  const { rpmID } = params;
  const columns: readonly Column<Plain<RpmFile>>[] = [
    {
      title: 'File',
      order: 'name',
      cell: ({ name }) => html`<a href="${link('fileinfo', { rpmID, filename: name })}">${name}</a>`,
    },
    { title: 'Size', order: 'size', newestFirst: true, cell: ({ size }) => bytes(size) },
  ];
  return html`<section id="filelist">
    <h2>Files</h2>
    <p class="lead">${counted(total, 'file')}</p>
    ${listTable('Files', columns, files, {
      page: 'rpminfo',
      params,
      param: 'fileOrder',
      startParam: place.param,
      anchor: place.anchor,
    })}
    ${pager('rpminfo', params, Number(params['fileStart'] ?? 0) + PAGE_SIZE < total, place)}
  </section>`;
}
