import { hubCall } from '@kojikit/protocol';
import { html } from '../../html/html.js';
import { field } from '../../html/fields.js';
import { perform, typedOr } from '../../http/action.js';
import { definePage } from '../../http/page.js';
import { idOrName, link } from '../../http/params.js';
import { askTagForm, readTagForm, tagFields } from './tag-form.js';

/** Makes a tag, on request with a first parent. */
export const tagcreatePage = definePage({
  name: 'tagcreate',
  params: {},
  async answer(request) {
    const { visitor } = request;
    const found = await visitor.all(askTagForm());
    const form = { permissions: found.permissions.value(), maven: found.maven.value() };
    return perform(request, {
      token: 'tagcreate',
      title: 'Make a tag',
      question: 'A tag holds builds. With arches it can have repos, and builds can be made in it.',
      button: 'Make the tag',
      section: 'tags',
      fields: (typed) =>
        html`${tagFields(form, typed)}
        ${field('parent', 'Inherits from (a tag, or nothing)', typedOr(typed, 'parent', ''), { size: 30 })}`,
      async run(typed) {
        const { arches, ...settings } = readTagForm(typed, form.maven);
        const parent = typed.get('parent')?.trim();
        const made = await visitor.one(
          hubCall('createTag', { ...settings, arches: arches || null, parent: parent || null }),
        );
        return link('taginfo', { tagID: made.value() });
      },
    });
  },
});

/** Changes the settings of a tag. */
export const tageditPage = definePage({
  name: 'tagedit',
  params: { tagID: idOrName('The tag.') },
  async answer(request) {
    const { visitor, params } = request;
    const found = await visitor.all({
      ...askTagForm(),
      tag: hubCall('getTag', { tagInfo: params.tagID, strict: true }),
    });
    const tag = found.tag.value();
    const form = { permissions: found.permissions.value(), maven: found.maven.value(), tag };
    return perform(request, {
      token: `tagedit ${tag.id}`,
      title: `Edit tag ${tag.name}`,
      question: 'The settings of this tag:',
      button: 'Save',
      section: 'tags',
      fields: (typed) => tagFields(form, typed),
      async run(typed) {
        const changes = { tagInfo: tag.id, ...readTagForm(typed, form.maven) };
        (await visitor.one(hubCall('editTag2', changes))).value();
        return link('taginfo', { tagID: tag.id });
      },
    });
  },
});
