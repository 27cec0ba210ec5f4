import { uncheckedCall, type HubCall } from '@kojikit/protocol';
import { checkbox, field } from '../../html/fields.js';
import { html } from '../../html/html.js';
import { perform, tickedOr, typedOr } from '../../http/action.js';
import { definePage } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { link, optionalIdOrName } from '../../http/params.js';

/**
 * Makes a side tag of a base tag: a tag and target of one's own. The method is a plugin's; a hub without it says so.
 */
export const sidetagcreatePage = definePage({
  name: 'sidetagcreate',
  params: { basetag: optionalIdOrName('The tag to make it of; without one it is asked for.') },
  answer: (request) =>
    perform(request, {
      token: 'sidetagcreate',
      title: 'Make a side tag',
      question:
        'A side tag is a tag with a target of your own beside another tag: what is built there is seen there alone, until it is moved.',
      button: 'Make the side tag',
      section: 'tags',
      fields: (typed) =>
        html`${field('basetag', 'Beside', typedOr(typed, 'basetag', ''), { size: 30, required: true })}
        ${field('suffix', 'Suffix of its name (or nothing)', typedOr(typed, 'suffix', ''))}
        ${field('expires', 'Keep for (14d, 12h, never; empty: as usual)', typedOr(typed, 'expires', ''))}
        ${checkbox('debuginfo', 'With debuginfo', tickedOr(typed, 'debuginfo', false))}`,
      async run(form) {
        const typed = (name: string) => (form.get(name) ?? '').trim();
        const base = typed('basetag');
        if (base === '') throw new PageError(400, 'The tag to make it of is missing');
        // The web knows no plugin: the contract of this method is the plugin's.
        const call = uncheckedCall('createSideTag', [/^\d{1,9}$/.test(base) ? Number(base) : base], {
          debuginfo: form.has('debuginfo'),
          suffix: typed('suffix') || undefined,
          expires: typed('expires') || undefined,
        }) as HubCall<{ readonly id: number }>;
        const reply = await request.visitor.one(call);
        if (reply.fault !== undefined && /invalid method/i.test(reply.fault.message))
          throw new PageError(404, 'This hub has no side tags: its plugin sidetag is not loaded');
        return link('taginfo', { tagID: reply.value().id });
      },
    }),
});
