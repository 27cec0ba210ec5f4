import { hubCall, type Plain, type Target } from '@kojikit/protocol';
import { field } from '../../html/fields.js';
import { html, type Html } from '../../html/html.js';
import { tagLink } from '../../html/links.js';
import type { Visitor } from '../../hub/visitor.js';
import { perform, typedOr } from '../../http/action.js';
import { definePage, type Page } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { idOrName, link } from '../../http/params.js';

const create = definePage({
  name: 'buildtargetcreate',
  params: {},
  answer: (request) =>
    perform(request, {
      token: 'buildtargetcreate',
      title: 'Make a target',
      question: 'Builds for a target use what is in its build tag, and go to its destination tag.',
      button: 'Make the target',
      section: 'buildtargets',
      fields: (typed) => targetFields(undefined, typed),
      async run(form) {
        const { name, ...tags } = readTarget(form);
        const { visitor } = request;
        (await visitor.one(hubCall('createBuildTarget', { name, ...tags }))).value();
        return pageOf(visitor, name);
      },
    }),
});

const edit = definePage({
  name: 'buildtargetedit',
  params: { targetID: idOrName('The target.') },
  async answer(request) {
    const { visitor } = request;
    const target = await readStrictly(visitor, request.params.targetID);
    return perform(request, {
      token: `buildtargetedit ${target.id}`,
      title: `Edit target ${target.name}`,
      question: 'Builds for a target use what is in its build tag, and go to its destination tag.',
      button: 'Save',
      section: 'buildtargets',
      fields: (typed) => targetFields(target, typed),
      async run(form) {
        const changes = { buildTargetInfo: target.id, ...readTarget(form) };
        (await visitor.one(hubCall('editBuildTarget', changes))).value();
        return link('buildtargetinfo', { targetID: target.id });
      },
    });
  },
});

const remove = definePage({
  name: 'buildtargetdelete',
  params: { targetID: idOrName('The target.') },
  async answer(request) {
    const { visitor } = request;
    const target = await readStrictly(visitor, request.params.targetID);
    return perform(request, {
      token: `buildtargetdelete ${target.id}`,
      title: `Delete target ${target.name}`,
      question: html`Nothing can be built for it any more. Its tags
      ${tagLink(target.build_tag, target.build_tag_name)} and
      ${tagLink(target.dest_tag, target.dest_tag_name)} stay.`,
      button: 'Delete the target',
      danger: true,
      section: 'buildtargets',
      async run() {
        (await visitor.one(hubCall('deleteBuildTarget', { buildTargetInfo: target.id }))).value();
        return 'buildtargets';
      },
    });
  },
});

async function readStrictly(visitor: Visitor, info: number | string): Promise<Plain<Target>> {
  const target = (await visitor.one(hubCall('getBuildTarget', { info }))).value();
  if (target === null) throw new PageError(404, `There is no target ${info}`);
  return target;
}

async function pageOf(visitor: Visitor, name: string): Promise<string> {
  const made = (await visitor.one(hubCall('getBuildTarget', { info: name }))).optional();
  return made === undefined ? 'buildtargets' : link('buildtargetinfo', { targetID: made.id });
}

function targetFields(target: Plain<Target> | undefined, typed: URLSearchParams): Html {
  const line = (name: string, label: string, initial: string | undefined) =>
    field(name, label, typedOr(typed, name, initial), { size: 30, required: true });
  return html`${line('name', 'Name', target?.name)} ${line('buildTag', 'Build tag', target?.build_tag_name)}
  ${line('destTag', 'Destination tag', target?.dest_tag_name)}`;
}

/* Koji's form had ids of tags; people know names. */
function readTarget(form: URLSearchParams) {
  const typed = (name: string) => (form.get(name) ?? '').trim();
  const tag = (name: string) => (/^\d{1,9}$/.test(typed(name)) ? Number(typed(name)) : typed(name));
  return { name: typed('name'), build_tag: tag('buildTag'), dest_tag: tag('destTag') };
}

/** Making, changing and deleting targets. */
export const targetActions: readonly Page[] = [create, edit, remove];
