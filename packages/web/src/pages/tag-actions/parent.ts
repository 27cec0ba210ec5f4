import { hubCall, type InheritanceLink, type Plain } from '@kojikit/protocol';
import { checkbox, field } from '../../html/fields.js';
import { html, type Html } from '../../html/html.js';
import { tagLink } from '../../html/links.js';
import { perform, tickedOr, typedOr } from '../../http/action.js';
import { definePage, type PageRequest } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { choice, idOrName, link, optionalIdOrName } from '../../http/params.js';

const params = {
  tagID: idOrName('The tag that inherits.'),
  parentID: optionalIdOrName('The tag that it inherits from; without one it is asked for.'),
  action: choice(['add', 'edit', 'remove'], 'What to do about it.'),
};

/** Adds, changes and removes a parent of a tag. */
export const tagparentPage = definePage({
  name: 'tagparent',
  params,
  async answer(request) {
    const { visitor } = request;
    const { tagID, parentID, action } = request.params;
    const found = await visitor.all({
      tag: hubCall('getTag', { tagInfo: tagID, strict: true }),
      parent: parentID === undefined ? undefined : hubCall('getTag', { tagInfo: parentID, strict: true }),
      links: hubCall('getInheritanceData', { tag: tagID }),
    });
    const tag = found.tag.value();
    const parent = found.parent?.value();
    const links = found.links.value();
    const held = links.find(({ parent_id: id }) => id === parent?.id);
    if (action !== 'add' && parent === undefined)
      throw new PageError(400, 'The address lacks parentID, a number or a name');
    if (action !== 'add' && held === undefined)
      throw new PageError(404, `${tag.name} does not inherit from ${parent!.name} directly`);
    if (action === 'remove') return remove(request, tag, parent!);
    return perform(request, {
      token: `tagparent ${tag.id}`,
      title: `${action === 'add' ? 'Add a parent' : `Edit parent ${parent!.name}`} of ${tag.name}`,
      question: html`${tagLink(tag.id, tag.name)} inherits packages and builds, of several parents from the
      one with the lowest priority first. ${takenPriorities(links)}`,
      button: action === 'add' ? 'Add the parent' : 'Save',
      section: 'tags',
      fields: (typed) =>
        html`${
          parent === undefined &&
          field('parent', 'Inherits from', typedOr(typed, 'parent', ''), { size: 30, required: true })
        }
        ${linkFields(held, nextPriority(links), typed)}`,
      async run(form) {
        const chosen = parent ?? (await visitor.one(askParent(form))).value();
        if (action === 'add' && links.some(({ parent_id: id }) => id === chosen.id))
          throw new PageError(409, `${tag.name} inherits from ${chosen.name} already`);
        const data = { parent_id: chosen.id, ...readLink(form) };
        (await visitor.one(hubCall('setInheritanceData', { tag: tag.id, data }))).value();
        return link('taginfo', { tagID: tag.id });
      },
    });
  },
});

interface Named {
  readonly id: number;
  readonly name: string;
}

function remove(request: PageRequest<typeof params>, tag: Named, parent: Named) {
  return perform(request, {
    token: `tagparent ${tag.id}`,
    title: `Remove parent ${parent.name} of ${tag.name}`,
    question: html`${tagLink(tag.id, tag.name)} will have nothing of ${tagLink(parent.id, parent.name)} any
    more, unless it inherits from it in another way.`,
    button: 'Remove the parent',
    danger: true,
    section: 'tags',
    async run() {
      const data = { parent_id: parent.id, 'delete link': true };
      (await request.visitor.one(hubCall('setInheritanceData', { tag: tag.id, data }))).value();
      return link('taginfo', { tagID: tag.id });
    },
  });
}

function askParent(form: URLSearchParams) {
  const name = (form.get('parent') ?? '').trim();
  if (name === '') throw new PageError(400, 'Which tag it shall inherit from is missing');
  return hubCall('getTag', { tagInfo: name, strict: true });
}

const nextPriority = (links: readonly Plain<InheritanceLink>[]) =>
  links.length === 0 ? 0 : Math.max(...links.map(({ priority }) => priority)) + 1;

function takenPriorities(links: readonly Plain<InheritanceLink>[]): Html | undefined {
  if (links.length === 0) return undefined;
  return html`Its parents now:
  ${links.map(
    ({ parent_id: id, name, priority }, index) =>
      html`${index > 0 && ', '}${tagLink(id, name)} (${priority})`,
  )}.`;
}

function linkFields(
  held: Plain<InheritanceLink> | undefined,
  priority: number,
  typed: URLSearchParams,
): Html {
  return html`${field('priority', 'Priority', typedOr(typed, 'priority', held?.priority ?? priority), { required: true })}
  ${field('maxdepth', 'Most levels above that count (empty: all)', typedOr(typed, 'maxdepth', held?.maxdepth))}
  ${field('pkg_filter', 'Only packages whose names fit this regular expression', typedOr(typed, 'pkg_filter', held?.pkg_filter), { size: 30 })}
  ${checkbox('intransitive', 'Intransitive: tags that inherit from this one get nothing of the parent', tickedOr(typed, 'intransitive', held?.intransitive ?? false))}
  ${checkbox('noconfig', 'Without settings: only packages and builds are inherited', tickedOr(typed, 'noconfig', held?.noconfig ?? false))}`;
}

function readLink(form: URLSearchParams) {
  const number = (name: string, fallback: null | undefined) => {
    const typed = (form.get(name) ?? '').trim();
    if (typed === '' && fallback === null) return null;
    if (!/^-?\d{1,9}$/.test(typed)) throw new PageError(400, `${name} takes a whole number, not “${typed}”`);
    return Number(typed);
  };
  return {
    priority: number('priority', undefined)!,
    maxdepth: number('maxdepth', null),
    pkg_filter: form.get('pkg_filter') ?? '',
    intransitive: form.has('intransitive'),
    noconfig: form.has('noconfig'),
  };
}
