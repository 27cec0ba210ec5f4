import { definePage } from '../../http/page.js';
import { html } from '../../html/html.js';
import { packageinfoParams, readPackage } from './read.js';
import { packageView } from './view.js';

/** A package: its builds, how long they took, and the tags that list it. */
export const packageinfoPage = definePage({
  name: 'packageinfo',
  params: packageinfoParams,
  async answer({ params, visitor }) {
    const model = await readPackage(visitor, params);
    const { name } = model.package;
    return {
      title: `${name} | Package`,
      headline: html`Package ${name}`,
      section: 'packages',
      body: packageView(model),
    };
  },
});
