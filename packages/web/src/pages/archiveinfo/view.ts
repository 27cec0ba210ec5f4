import { type ArchiveFile, CHECKSUM_TYPES, type Plain, stateName } from '@kojikit/protocol';
import { archiveUrl } from '../../html/build-files.js';
import { componentOf } from '../../html/component-of.js';
import { extraView } from '../../html/extra-view.js';
import { html, type Html } from '../../html/html.js';
import { buildLink, buildrootLink } from '../../html/links.js';
import { listTable, type Column } from '../../html/list-table.js';
import { pager } from '../../html/pager.js';
import { bytes, facts } from '../../html/parts.js';
import { link, type LinkParams } from '../../http/params.js';
import type { ArchiveModel } from './read.js';

/** An archive: where it belongs, what it consists of, its files, where it was used. */
export function archiveView(model: ArchiveModel): Html {
  const { archive, query, buildroots, moreBuildroots } = model;
  const params = {
    archiveID: archive.id,
    ...query,
    fileStart: query.fileStart || undefined,
    buildrootStart: query.buildrootStart || undefined,
  };
  return html`${factsView(model)} ${extraView(archive.extra)} ${filesView(model, params)}
  ${componentOf(buildroots, moreBuildroots, { page: 'archiveinfo', params })}`;
}

function factsView({
  archive,
  build,
  has_rpms: hasRpms,
  has_archives: hasArchives,
  filesUrl,
}: ArchiveModel): Html {
  const of = { type: 'image', imageID: archive.id };
  return facts([
    ['Build', build && buildLink(build.id, build.nvr)],
    [
      'Get',
      build &&
        !archive.metadata_only &&
        html`<a class="get" href="${archiveUrl(filesUrl, build, archive)}">download</a>`,
    ],
    ['Number', archive.id],
    ['Type', `${archive.type_name}: ${archive.type_description}`],
    ['Build type', archive.btype],
    ['Arch', archive.arch],
    ['Maven group', archive.group_id],
    ['Maven artifact', archive.artifact_id],
    ['Maven version', archive.version],
    ['Platforms', archive.platforms],
    ['Flags', archive.flags],
    ['Size', bytes(archive.size)],
    ['Checksum', html`<code>${stateName(CHECKSUM_TYPES, archive.checksum_type)} ${archive.checksum}</code>`],
    [
      'Build root',
      archive.buildroot_id !== null && buildrootLink(archive.buildroot_id, archive.buildroot_id),
    ],
    ['Consists of', hasRpms && html`<a href="${link('rpmlist', of)}">RPMs</a>`],
    [
      hasRpms ? 'And of' : 'Consists of',
      hasArchives && html`<a href="${link('archivelist', of)}">archives</a>`,
    ],
  ]);
}

function filesView({ files, moreFiles, archive }: ArchiveModel, params: LinkParams): Html | undefined {
  if (files.length === 0 && !params['fileStart']) return undefined;
  const place = { param: 'fileStart', anchor: 'filelist' };
  const columns: readonly Column<Plain<ArchiveFile>>[] = [
    {
      title: 'File',
      order: 'name',
      cell: ({ name }) =>
        html`<a href="${link('fileinfo', { archiveID: archive.id, filename: name })}">${name}</a>`,
    },
    { title: 'Size', order: 'size', newestFirst: true, cell: ({ size }) => bytes(size) },
  ];
  return html`<section id="filelist">
    <h2>Files</h2>
    ${listTable('Files', columns, files, {
      page: 'archiveinfo',
      params,
      param: 'fileOrder',
      startParam: place.param,
      anchor: place.anchor,
    })}
    ${pager('archiveinfo', params, moreFiles, place)}
  </section>`;
}
