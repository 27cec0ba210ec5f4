import type { Plain, Rpm } from '@kojikit/protocol';
import { rpmUrl } from '../../html/build-files.js';
import { componentOf } from '../../html/component-of.js';
import { extraView } from '../../html/extra-view.js';
import { html, type Content, type Html } from '../../html/html.js';
import { buildLink, buildrootLink, externalRepoLink } from '../../html/links.js';
import { bytes, facts, moment } from '../../html/parts.js';
import { webLink } from '../../html/web-link.js';
import { dependenciesView } from './dependencies-view.js';
import { rpmFilesView } from './files-view.js';
import type { RpmModel } from './read.js';

/** `bash-5.2-1.x86_64` */
export function rpmName({ name, version, release, arch }: Plain<Rpm>): string {
  return `${name}-${version}-${release}.${arch}`;
}

/** An RPM: where it belongs, what it says of itself, dependencies, files, where it was used. */
export function rpmView(model: RpmModel): Html {
  const { rpm, build, description, buildroots, moreBuildroots, query } = model;
  const params = {
    rpmID: rpm.id,
    ...query,
    fileStart: query.fileStart || undefined,
    buildrootStart: query.buildrootStart || undefined,
  };
  return html`${about(model)} ${factsView(model)} ${extraView(rpm.extra)}
  ${
    build !== null &&
    description === null &&
    html`<p class="none">Its file is not here, so that dependencies and files are not known.</p>`
  }
  ${description && dependenciesView(description.dependencies)}
  ${description && rpmFilesView(description, params)}
  ${componentOf(buildroots, moreBuildroots, { page: 'rpminfo', params })}`;
}

function about({ description }: RpmModel): Html | undefined {
  if (description === null) return undefined;
  const { summary, description: text } = description;
  return html`${summary !== null && html`<p class="value">${summary}</p>`}
  ${text !== null && html`<p class="value">${text}</p>`}`;
}

function factsView(model: RpmModel): Html {
  const { rpm, build, buildroot, description } = model;
  return facts([
    ['Build', build && buildLink(build.id, build.nvr)],
    [
      'External repo',
      rpm.external_repo_id !== 0 && externalRepoLink(rpm.external_repo_id, rpm.external_repo_name),
    ],
    ['Get', build && !rpm.metadata_only && downloads(model)],
    ['Number', rpm.id],
    ['Epoch', rpm.epoch],
    ['Built', moment(rpm.buildtime)],
    ['Size', bytes(rpm.size)],
    ['Installed size', description?.installed_size != null && bytes(description.installed_size)],
    [
      rpm.external_repo_id === 0 ? 'Digest of header and payload' : 'Digest',
      html`<code>${rpm.payloadhash}</code>`,
    ],
    ['Licence', description?.license],
    ['Group', description?.group],
    ['Web', webLink(description?.url)],
    ['VCS', webLink(description?.vcs)],
    ['Dist URL', webLink(description?.disturl)],
    ['Vendor', description?.vendor],
    ['Packager', description?.packager],
    ['Source RPM', description?.sourcerpm],
    ['Made on', description?.buildhost],
    [
      'Build root',
      buildroot && buildrootLink(buildroot.id, `${buildroot.id} ${buildroot.tag_name ?? ''}`.trim()),
    ],
    ['Draft', rpm.draft === true && 'yes'],
  ]);
}

function downloads({ rpm, build, signatures, filesUrl }: RpmModel): Content {
  if (build === null) return undefined;
  const get = (text: string, key?: string) =>
    html`<a class="get" href="${rpmUrl(filesUrl, build, rpm, key)}">${text}</a> `;
  return [get('download'), signatures.map(({ sigkey }) => get(`signed with ${sigkey}`, sigkey))];
}
