import { html, type Html } from '../../html/html.js';
import { buildLink, packageLink, tagLink, userLink } from '../../html/links.js';
import { ago } from '../../html/parts.js';
import type { Missing } from './read-failure.js';

type Package = Missing['packages'][number];
type Listing = Package['builds'][number];

/** What the build lacked, and what became of it in the tag: who took it out and when, or that it was never there. */
export function missingView({ packages }: Missing): Html {
  return html`<section class="panel" aria-labelledby="missing">
    <h2 id="missing">What is missing</h2>
    <ul>
      ${packages.map((one) => html`<li><code>${one.name}</code> ${fatesOf(one).map((fate) => html`${fate} `)}</li>`)}
    </ul>
  </section>`;
}

function fatesOf(missing: Package): readonly Html[] {
  const fates = [
    ...missing.blocked.map(
      (block) =>
        html`${packageLink(block.package_id, block.package_name)} is blocked in
        ${tagLink(block.tag_id, block.tag_name)} by ${userLink(block.creator_id, block.creator_name)},
        ${ago(block.create_ts)}.`,
    ),
    ...missing.builds.map(fateOf),
  ];
  return fates.length > 0 ? fates : [neverThere(missing)];
}

function fateOf(listing: Listing): Html {
  const build = html`${buildLink(listing.build_id, listing.nvr)}`;
  const tag = tagLink(listing.tag_id, listing.tag_name);
  if (listing.revoke_event === null) {
    return html`${build} is in ${tag} since ${ago(listing.create_ts)}: the repo may be older, or has not got
    it for this arch.`;
  }
  const by =
    listing.revoker_id !== null &&
    html` by ${userLink(listing.revoker_id, listing.revoker_name ?? listing.revoker_id)}`;
  return html`${build} was taken out of ${tag}${by}, ${ago(listing.revoke_ts)}.`;
}

/* Of the names that a package may have. */
const MOST_NAMES = 4;

function neverThere({ names, newest_build: newest }: Package): Html {
  if (newest !== null)
    return html`Never there. The newest build is ${buildLink(newest.build_id, newest.nvr)}.`;
  return names.length === 0
    ? html`Nothing is known of it.`
    : html`Never there, and no build here is named ${names.slice(0, MOST_NAMES).join(', ')}.`;
}
