import { hubCall, type TagContentsCount } from '@kojikit/protocol';
import { html, type Html } from '../../html/html.js';
import { facts } from '../../html/parts.js';
import { perform } from '../../http/action.js';
import { definePage } from '../../http/page.js';
import { idOrName } from '../../http/params.js';

/** Deletes a tag after it was said what hangs on it. */
export const tagdeletePage = definePage({
  name: 'tagdelete',
  params: { tagID: idOrName('The tag.') },
  async answer(request) {
    const { visitor, params } = request;
    const found = await visitor.all({
      tag: hubCall('getTag', { tagInfo: params.tagID, strict: true }),
      counts: hubCall('countTagContents', { tag: params.tagID }),
    });
    const tag = found.tag.value();
    return perform(request, {
      token: `tagdelete ${tag.id}`,
      title: `Delete tag ${tag.name}`,
      question: 'The tag ends, and with it what hangs on it. Its history stays.',
      fields: () => hanging(found.counts.optional()?.own),
      button: 'Delete the tag',
      danger: true,
      section: 'tags',
      async run() {
        (await visitor.one(hubCall('deleteTag', { tagInfo: tag.id }))).value();
        return 'tags';
      },
    });
  },
});

function hanging(own: TagContentsCount['own'] | undefined): Html {
  if (own === undefined) return html``;
  const rows = [
    ['Builds tagged', own.builds],
    ['Packages listed', own.packages],
    ['Targets that end', own.targets],
    ['Tags that inherit from it', own.children],
    ['External repos', own.external_repos],
    ['Groups', own.groups],
  ] as const;
  return facts(rows.map(([name, count]) => [name, String(count)]));
}
