import { link } from '../../http/params.js';
import { archiveUrl, fileUrl, rpmUrl } from '../../html/build-files.js';
import { counted } from '../../html/counted.js';
import { html, type Content, type Html } from '../../html/html.js';
import { archiveLink, rpmLink } from '../../html/links.js';
import { bytes, table } from '../../html/parts.js';
import type { BuildModel } from './read.js';

/** Up to so many RPMs are shown unfolded. */
const UNFOLDED = 30;

/** The RPMs by arch, with info, download and signatures. */
export function rpmsView(model: BuildModel): Html | undefined {
  const { build, rpms, signatures } = model;
  if (rpms.length === 0) return undefined;
  const total = rpms.reduce((sum, { count }) => sum + count, 0);
  return html`<section id="rpms">
    <h2>RPMs</h2>
    <p>
      ${counted(total, 'RPM')},
      ${
        signatures.length === 0
          ? 'none is signed.'
          : html`signed:
            ${signatures.map(
              ({ sigkey, rpms: count }, index) =>
                html`${index > 0 && ', '}<code>${sigkey}</code>
                  ${count === total ? 'all' : `${count} of ${total}`}`,
            )}.`
      }
    </p>
    ${rpms.map(
      ({ arch, count, rpms: listed }) =>
        html`<details${total <= UNFOLDED && html` open`}>
          <summary>${arch}: ${counted(count, 'RPM')}</summary>
          ${table(
            `RPMs for ${arch}`,
            ['RPM', 'Size', 'Signed with', 'Get'],
            listed.map((rpm) => [
              rpmLink(rpm.id, `${rpm.name}-${rpm.version}-${rpm.release}.${rpm.arch}`),
              bytes(rpm.size),
              rpm.sigkeys.map(
                (key) => html`<a href="${rpmUrl(model.filesUrl, build, rpm, key)}">${key}</a> `,
              ),
              rpm.metadata_only
                ? 'only known'
                : html`<a href="${rpmUrl(model.filesUrl, build, rpm)}">download</a>`,
            ]),
          )}
          ${rest(count, listed.length, link('rpmlist', { type: 'build', buildID: build.id, arch }))}
        </details>`,
    )}
  </section>`;
}

/** The archives by type. */
export function archivesView({ archives, build, filesUrl }: BuildModel): Html | undefined {
  if (archives.length === 0) return undefined;
  return html`<section id="archives">
    <h2>Archives</h2>
    ${archives.map(
      ({ btype, count, archives: listed }) =>
        html`<details${count <= UNFOLDED && html` open`}>
          <summary>${btype}: ${counted(count, 'archive')}</summary>
          ${table(
            `Archives of type ${btype}`,
            ['File', 'Type', 'Size', 'Get'],
            listed.map((archive) => [
              archiveLink(archive.id, archive.filename),
              archive.type_name,
              bytes(archive.size),
              archive.metadata_only
                ? 'only known'
                : html`<a href="${archiveUrl(filesUrl, build, archive)}">download</a>`,
            ]),
          )}
          ${rest(count, listed.length, link('archivelist', { type: 'build', buildID: build.id }))}
        </details>`,
    )}
  </section>`;
}

function rest(count: number, shown: number, href: string): Content {
  return count > shown && html`<p><a href="${href}">All ${count}</a></p>`;
}

/** The logs by folder. */
export function logsView({ logs, filesUrl }: BuildModel): Html | undefined {
  if (logs.length === 0) return undefined;
  const folders = new Map<string, (typeof logs)[number][]>();
  for (const log of logs) folders.set(log.dir, [...(folders.get(log.dir) ?? []), log]);
  const sorted = [...folders].sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<section id="logs">
    <h2>Logs</h2>
    ${table(
      'Logs',
      ['Of', 'Files'],
      sorted.map(([folder, files]) => [
        folder === '.' ? 'the build' : folder,
        files
          .toSorted((a, b) => (a.name < b.name ? -1 : 1))
          .map(({ name, path }) => html`<a href="${fileUrl(filesUrl, path)}">${name}</a> `),
      ]),
    )}
  </section>`;
}
