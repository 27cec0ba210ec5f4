import { definePage } from '../../http/page.js';
import { idOrName, order, start } from '../../http/params.js';
import { html } from '../../html/html.js';
import { BUILDROOT_ORDERS } from '../../html/component-of.js';
import { readRpm } from './read.js';
import { rpmName, rpmView } from './view.js';

/** An RPM: what it says of itself, its dependencies and files, where it was made and where it was used. */
export const rpminfoPage = definePage({
  name: 'rpminfo',
  params: {
    rpmID: idOrName('The RPM, by its number or its name-version-release.arch.'),
    fileOrder: order('name', ['name', 'size']),
    fileStart: start,
    buildrootOrder: order('-id', BUILDROOT_ORDERS),
    buildrootStart: start,
  },
  async answer({ params: { rpmID, ...query }, visitor, filesUrl }) {
    const model = await readRpm(visitor, rpmID, query, filesUrl);
    const name = rpmName(model.rpm);
    return { title: `${name} | RPM`, headline: html`RPM ${name}`, body: rpmView(model), section: 'builds' };
  },
});
