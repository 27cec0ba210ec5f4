import { BUILDROOT_ORDERS } from '../../html/component-of.js';
import { html } from '../../html/html.js';
import { definePage } from '../../http/page.js';
import { id, order, start } from '../../http/params.js';
import { readArchive } from './read.js';
import { archiveView } from './view.js';

/** An archive: a file of a build that is no RPM, what is in it and where it was used. */
export const archiveinfoPage = definePage({
  name: 'archiveinfo',
  params: {
    archiveID: id('The archive.'),
    fileOrder: order('name', ['name', 'size']),
    fileStart: start,
    buildrootOrder: order('-id', BUILDROOT_ORDERS),
    buildrootStart: start,
  },
  async answer({ params: { archiveID, ...query }, visitor, filesUrl }) {
    const model = await readArchive(visitor, archiveID, query, filesUrl);
    const { filename } = model.archive;
    return {
      title: `${filename} | Archive`,
      headline: html`Archive ${filename}`,
      body: archiveView(model),
      section: 'builds',
    };
  },
});
