import { BUILD_STATES } from '@kojikit/protocol';
import { actionButton } from '../../http/action.js';
import { offers, type Offer } from '../../http/may.js';
import { link } from '../../http/params.js';
import { timeLine } from '../../html/charts/time-line.js';
import { html, type Html } from '../../html/html.js';
import { packageLink, tagLink, taskLink, userLink } from '../../html/links.js';
import { duration, moment } from '../../html/parts.js';
import { taskTable } from '../../html/task-table.js';
import { webLink } from '../../html/web-link.js';
import { archivesView, logsView, rpmsView } from './contents-view.js';
import { changelogView, originView } from './origin-view.js';
import { decisionsView } from './decisions-view.js';
import type { BuildModel } from './read.js';

/** Buttons that untag; a build is seldom in more tags. */
const MOST_UNTAGGED = 5;

/** A build: what it is and where, before what it holds, before where it comes from. */
export function buildView(model: BuildModel): Html {
  return html`${lead(model)} ${actions(model)} ${failure(model)} ${underWay(model)} ${about(model)}
  ${tagsView(model)} ${decisionsView(model)} ${rpmsView(model)} ${archivesView(model)} ${logsView(model)}
  ${originView(model)} ${changelogView(model)}`;
}

function lead({ build }: BuildModel): Html {
  const { start_ts: start, creation_ts: created, completion_ts: done } = build;
  const took = done !== null && done > (start ?? created) ? duration(done - (start ?? created)) : undefined;
  const when = done === null ? html`started ${moment(start ?? created)}` : html`done ${moment(done)}`;
  return html`<p class="lead">
    ${packageLink(build.package_id, build.package_name)}, of ${userLink(build.owner_id, build.owner_name)},
    ${when}${took !== undefined && `, took ${took}`}${build.draft && ', a draft'}.
  </p>`;
}

function actions({ build, cancel, loggedIn, tags }: BuildModel): Html | undefined {
  const inNow = tags.filter(({ revoke_event: gone }) => gone === null).slice(0, MOST_UNTAGGED);
  if (cancel !== undefined) {
    const to = link('cancelbuild', { buildID: build.id });
    return html`<div class="actions">
      ${actionButton(to, 'Cancel this build', cancel, { danger: true })}
    </div>`;
  }
  if (!loggedIn || build.state !== BUILD_STATES.COMPLETE) return undefined;
  return offers([
    ['tagbuild', { buildID: build.id }, 'Tag it'],
    ...inNow.map(({ tag_id: tagID, tag_name: name }): Offer => [
      'untagbuild',
      { buildID: build.id, tagID },
      `Untag from ${name}`,
    ]),
  ]);
}

function failure({ build }: BuildModel): Html | undefined {
  const failed = build.state === BUILD_STATES.FAILED || build.state === BUILD_STATES.CANCELED;
  if (!failed || build.task_id === null) return undefined;
  const word = build.state === BUILD_STATES.FAILED ? 'failed' : 'was canceled';
  return html`<p class="message">${taskLink(build.task_id, `Why it ${word}: task ${build.task_id}`)}</p>`;
}

function underWay({ build, tasks, estimate }: BuildModel): Html | undefined {
  if (build.state !== BUILD_STATES.BUILDING) return undefined;
  return html`<section id="under-way">
    <h2>Under way</h2>
    ${estimate !== undefined && html`<p>Should be done ${moment(estimate)}, as builds of this package go on average.</p>`}
    ${tasks.length > 0 && taskTable('Its tasks', tasks)}
  </section>`;
}

function about({ source }: BuildModel): Html | undefined {
  if (source === null) return undefined;
  const { summary, description, url, license } = source;
  return html`<section id="about">
    <h2>About</h2>
    ${summary !== null && html`<p class="value">${summary}</p>`}
    ${description !== null && html`<p class="value">${description}</p>`}
    ${(url !== null || license !== null) && html`<p class="value">${webLink(url)}${url !== null && license !== null && ', '}${license}</p>`}
  </section>`;
}

function tagsView({ tags, build }: BuildModel): Html | undefined {
  if (tags.length === 0) {
    if (build.state !== BUILD_STATES.COMPLETE) return undefined;
    return html`<section id="tags">
      <h2>Tags</h2>
      <p class="none">In no tag.</p>
    </section>`;
  }
  const byTag = new Map<number, (typeof tags)[number][]>();
  for (const stay of tags) byTag.set(stay.tag_id, [...(byTag.get(stay.tag_id) ?? []), stay]);
  const inNow = [...byTag.values()].filter((stays) => stays.some(({ revoke_event: gone }) => gone === null));
  const before = [...byTag.values()].filter((stays) => !inNow.includes(stays));
  return html`<section id="tags">
    <h2>Tags</h2>
    ${inNow.length === 0 && html`<p class="none">In no tag any more.</p>`}
    ${timeLine({
      title: 'Tags that it is or was in',
      column: 'Tag',
      rows: [...inNow, ...before].map((stays) => ({
        name: tagLink(stays[0]!.tag_id, stays[0]!.tag_name),
        intervals: stays.map((stay) => ({
          from: stay.create_ts,
          until: stay.revoke_ts,
          note: people(stay),
        })),
      })),
    })}
  </section>`;
}

function people(stay: BuildModel['tags'][number]): Html {
  const { creator_id, creator_name, revoker_id, revoker_name } = stay;
  const taken =
    revoker_id !== null &&
    revoker_id !== creator_id &&
    html`, out ${userLink(revoker_id, revoker_name ?? revoker_id)}`;
  return html`by ${userLink(creator_id, creator_name)}${taken}`;
}
