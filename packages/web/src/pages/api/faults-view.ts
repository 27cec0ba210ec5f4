import { html, type Html } from '../../html/html.js';
import { link } from '../../http/params.js';
import type { ReferenceFault } from '../../reference/reference.js';
import { apiTabs, commas, faultLink, methodLink } from './links.js';
import { methodsWith } from './methods-with.js';
import type { Api, Named } from './read.js';

/** Links to more methods than these help nobody. */
const MOST_LINKS = 40;

/** The faults that a hub answers with, each at a place of its own. */
export function faultsView({ faults, methods }: Api): Html {
  return html`${apiTabs('apifaults')}
    <p>
      What the hub answers instead of a result: a number and a text. <code>@kojikit/client</code> throws an
      error of the class with that name, which is also an instance of the classes that it is derived from. A
      method may be listed although its own arguments rule the fault out. Code 1 is every other error.
    </p>
    ${faults.map((fault) => faultView(fault, methodsWith(methods, 'throws', fault.name)))}`;
}

function faultView({ name, code, base, doc }: Named<ReferenceFault>, throwers: readonly string[]): Html {
  return html`<section class="entry" id="${name}">
    <h2><a href="apifaults#${name}">${name}</a></h2>
    <p>${doc} Code ${code}${base && html`; also a ${faultLink(base)}`}.</p>
    ${throwers.length > 0 && html`<p>Thrown by ${thrownBy(name, throwers)}.</p>`}
  </section>`;
}

function thrownBy(name: string, throwers: readonly string[]) {
  if (throwers.length <= MOST_LINKS) return commas(throwers.map(methodLink));
  return html`<a href="${link('api', { filter: name })}">${throwers.length} methods</a>`;
}
