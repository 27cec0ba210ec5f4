import { hubCall } from '@kojikit/protocol';
import { perform } from '../../http/action.js';
import { definePage, type Page } from '../../http/page.js';
import { choice, id, link, requiredText } from '../../http/params.js';
import { checkbox, field } from '../../html/fields.js';
import { html, type Html } from '../../html/html.js';
import { isPage, TICKED } from '../../html/panel.js';
import { buildActions } from '../build-actions/pages.js';
import { hostActions } from '../host-actions/pages.js';
import { ownActions } from '../own-actions/pages.js';
import { tagActions } from '../tag-actions/pages.js';
import { taskActions } from './task-actions.js';

function pageOf(place: string, subject: number): string {
  if (place === 'admin') return link('admin');
  if (place === 'user') return link('userinfo', { userID: subject });
  return place === 'tag' ? link('taginfo', { tagID: subject }) : link('taskinfo', { taskID: subject });
}

/**
 * What goes with the button: fixed, or to be typed or ticked again. A mere link must not choose a label: it stands as text
 * of ours on the page.
 */
function valueField(typed: URLSearchParams, isOurs: boolean): Html {
  const value = typed.get('value');
  const [input, tick] = isOurs ? [typed.get('input'), typed.get('tick')] : [null, null];
  if (tick !== null)
    return html`<input
        type="hidden"
        name="tick"
        value="${tick}"
      />${checkbox('value', tick, value === TICKED, TICKED)}`;
  if (value === null) return html``;
  if (input === null) return html`<input type="hidden" name="value" value="${value}" />`;
  return html`<input type="hidden" name="input" value="${input}" />
    ${field('value', input, value, { required: true, size: 30 })}`;
}

const panelActionPage = definePage({
  name: 'panelaction',
  params: {
    panel: requiredText('The panel of a plugin.'),
    action: requiredText('The button.'),
    id: id('The task, tag or user whose page it is on.'),
    place: choice(['task', 'tag', 'user', 'admin'], 'The kind of page.'),
  },
  answer(request) {
    const { panel, action, id: subject, place } = request.params;
    const of = place === 'admin' ? '' : ` for ${place} ${subject}`;
    return perform(request, {
      token: `panel ${place} ${subject}`,
      title: `${panel}: ${action}`,
      question: `Do “${action}” of ${panel}${of}?`,
      button: action,
      again(typed) {
        const label = typed.get('label');
        return label === null ? undefined : { title: label, question: `${label}${of}?`, button: label };
      },
      fields(typed) {
        const isOurs = request.method === 'POST';
        const label = isOurs ? typed.get('label') : null;
        return html`${label !== null && html`<input type="hidden" name="label" value="${label}" />`}
        ${valueField(typed, isOurs)}`;
      },
      async run(form) {
        const ask = hubCall('runPanelAction', { panel, action, id: subject, value: form.get('value') });
        const page = (await request.visitor.one(ask)).value();
        return page !== null && isPage(page) ? page : pageOf(place, subject);
      },
    });
  },
});

/** The pages that change something. */
export const actionPages: readonly Page[] = [
  ...taskActions,
  ...tagActions,
  ...hostActions,
  ...buildActions,
  ...ownActions,
  panelActionPage,
];
