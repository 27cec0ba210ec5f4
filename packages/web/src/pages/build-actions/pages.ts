import { type Build, FAULTS, hubCall, type Plain } from '@kojikit/protocol';
import { checkbox, field } from '../../html/fields.js';
import { html, type Html } from '../../html/html.js';
import { buildLink, tagLink } from '../../html/links.js';
import type { Visitor } from '../../hub/visitor.js';
import { perform, tickedOr, typedOr } from '../../http/action.js';
import { may } from '../../http/may.js';
import { definePage, type Page } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { idOrName, link, optionalIdOrName } from '../../http/params.js';

const buildID = idOrName('The build, by its number or its name, version and release.');

const cancelbuildPage = definePage({
  name: 'cancelbuild',
  params: { buildID },
  async answer(request) {
    const { visitor } = request;
    const build = await readBuild(visitor, request.params.buildID);
    return perform(request, {
      token: `cancelbuild ${build.id}`,
      title: `Cancel build ${build.nvr}`,
      question: html`Cancel ${buildLink(build.id, build.nvr)} and the task that makes it?`,
      button: 'Cancel the build',
      danger: true,
      section: 'builds',
      async run() {
        const canceled = (await visitor.one(hubCall('cancelBuild', { buildID: build.id }))).value();
        if (!canceled)
          throw new PageError(409, `${build.nvr} is not building, so there is nothing to cancel`);
        return link('buildinfo', { buildID: build.id });
      },
    });
  },
});

const tagbuildPage = definePage({
  name: 'tagbuild',
  params: { buildID, tag: optionalIdOrName('The tag; without one it is asked for.') },
  async answer(request) {
    const { visitor } = request;
    const build = await readBuild(visitor, request.params.buildID);
    const forced = may(await visitor.user(), 'admin');
    return perform(request, {
      token: `tagbuild ${build.id}`,
      title: `Tag build ${build.nvr}`,
      question: html`A task puts ${buildLink(build.id, build.nvr)} into a tag, if the policy of the hub allows
      it.`,
      button: 'Tag it',
      section: 'builds',
      fields: (typed) =>
        html`${field('tag', 'Tag', typedOr(typed, 'tag', ''), { size: 30, required: true })}
        ${field('fromtag', 'Out of this tag at the same time (or nothing)', typedOr(typed, 'fromtag', ''), { size: 30 })}
        ${forced && force(typed)}`,
      async run(form) {
        const tag = tagOf(form.get('tag'));
        if (tag === '') throw new PageError(400, 'The tag is missing');
        const wanted = { tag, build: build.id, fromtag: tagOf(form.get('fromtag')) || null };
        const forcing = form.has('force') ? { force: true } : {};
        const task = (await visitor.one(hubCall('tagBuild', { ...wanted, ...forcing }))).value();
        return link('taskinfo', { taskID: task });
      },
    });
  },
});

const untagbuildPage = definePage({
  name: 'untagbuild',
  params: { buildID, tagID: idOrName('The tag.') },
  async answer(request) {
    const { visitor, params } = request;
    const build = await readBuild(visitor, params.buildID);
    const tag = (await visitor.one(hubCall('getTag', { tagInfo: params.tagID, strict: true }))).value();
    const forced = may(await visitor.user(), 'admin');
    return perform(request, {
      token: `untagbuild ${build.id} ${tag.id}`,
      title: `Untag build ${build.nvr}`,
      question: html`Take ${buildLink(build.id, build.nvr)} out of ${tagLink(tag.id, tag.name)}? It stays, and
      may be tagged again.`,
      button: 'Untag it',
      danger: true,
      section: 'builds',
      ...(forced && { fields: force }),
      async run(form) {
        const forcing = form.has('force') ? { force: true } : {};
        const wanted = { tag: tag.id, build: build.id, strict: true, ...forcing };
        (await visitor.one(hubCall('untagBuild', wanted))).value();
        return link('buildinfo', { buildID: build.id });
      },
    });
  },
});

const force = (typed: URLSearchParams): Html =>
  html`${checkbox('force', 'Also against the policy and in a locked tag', tickedOr(typed, 'force', false))}`;

/* A text that is no name of a build is a fault of the hub like any other. */
async function readBuild(visitor: Visitor, buildInfo: number | string): Promise<Plain<Build>> {
  const reply = await visitor.one(hubCall('getBuild', { buildInfo }));
  if (reply.fault?.code === FAULTS.ServerOffline.code) reply.value();
  const build = reply.optional();
  if (build === undefined) throw new PageError(404, `There is no build ${buildInfo}`);
  return build;
}

const tagOf = (typed: string | null): number | string => {
  const given = (typed ?? '').trim();
  return /^\d{1,9}$/.test(given) ? Number(given) : given;
};

/** What people do about builds. */
export const buildActions: readonly Page[] = [cancelbuildPage, tagbuildPage, untagbuildPage];
