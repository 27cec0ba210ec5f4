import { BUILD_STATES } from '@kojikit/protocol';
import { link } from '../../http/params.js';
import { buildUrl } from '../../html/build-files.js';
import { extraView } from '../../html/extra-view.js';
import { html, type Content, type Html } from '../../html/html.js';
import { buildrootLink, hostLink, repoLink, tagLink, taskLink, userLink } from '../../html/links.js';
import { ago, facts, moment, table } from '../../html/parts.js';
import { webLink } from '../../html/web-link.js';
import { valueView } from '../taskinfo/value-view.js';
import type { BuildModel } from './read.js';

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const member = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>(
    (found, name) =>
      typeof found === 'object' && found !== null ? new Map(Object.entries(found)).get(name) : undefined,
    value,
  );

/** Where a build comes from: its source, its task and what that was asked, its build roots, and what else is known. */
export function originView(model: BuildModel): Html {
  const { build, source, task, request } = model;
  const original = textOf(member(build.extra, 'source', 'original_url'));
  const module = member(build.extra, 'typeinfo', 'module');
  const contentTag = textOf(member(module, 'content_koji_tag'));
  return html`<section id="origin">
      <h2>Where it comes from</h2>
      ${facts([
        ['Source', webLink(build.source)],
        ['Commit', commitOf(build.source)],
        ['Asked for', original !== build.source && webLink(original)],
        ['VCS', webLink(source?.vcs)],
        ['Dist URL', webLink(source?.disturl)],
        ['Vendor', source?.vendor],
        ['Packager', source?.packager],
        [
          'Task',
          build.task_id !== null &&
            taskLink(build.task_id, task ? `${task.id} ${task.method}` : build.task_id),
        ],
        ...request.map(([name, value]) => [`Asked: ${name}`, asked(name, value)] as const),
        ['Content generator', build.cg_name],
        ['Module', textOf(member(module, 'name'))],
        [
          'Module content',
          contentTag !== undefined &&
            html`<a href="${link('taginfo', { tagID: contentTag })}">${contentTag}</a>`,
        ],
        ['Promoted', build.promotion_ts !== null && promoted(build)],
      ])}
      ${buildrootsView(model)}
    </section>
    <section id="details">
      <h2>Details</h2>
      ${facts([
        ['Number', build.id],
        ['Version', build.version],
        ['Release', build.release],
        ['Epoch', build.epoch],
        ['Volume', build.volume_name],
        ['Created', moment(build.creation_ts)],
        ['Started', moment(build.start_ts)],
        ['Completed', moment(build.completion_ts)],
        ['Files', build.state === BUILD_STATES.COMPLETE && filesLink(model)],
      ])}
      ${extraView(build.extra)}
    </section>`;
}

function asked(name: string, value: unknown): Content {
  if (value === null || value === undefined) return undefined;
  if (name === 'src' || name === 'url') return webLink(textOf(value)) ?? valueView(name, value);
  if (name === 'target' && typeof value === 'string' && value !== '')
    return html`<a href="${link('buildtargetinfo', { name: value })}">${value}</a>`;
  return valueView(name, value);
}

/* Its address is its text: whoever has the page on paper cannot follow a link. */
function filesLink({ filesUrl, build }: BuildModel): Html {
  const url = buildUrl(filesUrl, build);
  return html`<a href="${url}">${url}</a>`;
}

/** The commit that the source of a build names after `#`. */
function commitOf(source: string | null): Content {
  const commit = /#([0-9a-f]{7,64})$/i.exec(source ?? '')?.[1];
  return commit !== undefined && html`<code>${commit}</code>`;
}

function promoted({ promotion_ts: time, promoter_id: id, promoter_name: name }: BuildModel['build']): Html {
  return html`${moment(time)}${id !== null && html` by ${userLink(id, name ?? id)}`}`;
}

function buildrootsView({ buildroots }: BuildModel): Html | undefined {
  if (buildroots.length === 0) return undefined;
  return html`<h3>Made in</h3>
    ${table(
      'Build roots',
      ['Build root', 'Arch', 'Made of', 'On', 'From', 'Task', 'Created'],
      buildroots.map((root) => [
        buildrootLink(root.id, root.id),
        root.arch ?? root.container_arch,
        html`<a
          href="${link('rpmlist', { type: 'component', buildrootID: root.id })}"
          aria-label="RPMs in build root ${root.id}"
          >RPMs</a
        >`,
        root.host_id === null ? root.host_os : hostLink(root.host_id, root.host_name ?? root.host_id),
        root.tag_id === null
          ? root.cg_name !== null && `${root.cg_name} ${root.cg_version}`
          : html`${tagLink(root.tag_id, root.tag_name ?? root.tag_id)}${root.repo_id !== null && html`, ${repoLink(root.repo_id, `repo ${root.repo_id}`)}`}`,
        root.task_id !== null && taskLink(root.task_id),
        ago(root.create_ts),
      ]),
    )}`;
}

/** The newest entries of the changelog. */
export function changelogView({ source }: BuildModel): Html | undefined {
  if (source === null || source.changelog.length === 0) return undefined;
  const { changelog, changelog_count: count } = source;
  return html`<section id="changelog">
    <h2>Changelog</h2>
    <pre class="value">
${changelog.map(
        ({ date_ts: date, author, text }) =>
          html`* ${new Date(date * 1000).toISOString().slice(0, 10)} ${author}${'\n'}${text}${'\n\n'}`,
      )}</pre>
    ${count > changelog.length && html`<p class="none">The newest ${changelog.length} of ${count} entries.</p>`}
  </section>`;
}
