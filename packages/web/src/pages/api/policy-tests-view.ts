import { html, type Html } from '../../html/html.js';
import type { ReferencePolicyTest } from '../../reference/reference.js';
import { apiTabs } from './links.js';
import type { Api, Named } from './read.js';

/** The tests that rules of policies can use, each at a place of its own. */
export function policyTestsView({ policyTests }: Api): Html {
  return html`${apiTabs('apipolicytests')}
    <p>
      What the rules in the section <code>[policy]</code> of <code>hub.conf</code> can ask:
      <code>TEST ARGUMENTS :: ACTION</code>, several joined with <code>&amp;&amp;</code>, and
      <code>!!</code> instead of <code>::</code> for what shall not hold. A PATTERN is one of the shell:
      <code>f4*</code>. Each test holds when what stands below its name is so.
    </p>
    ${policyTests.map(policyTestView)}`;
}

function policyTestView({ name, usage, doc, policies, plugin }: Named<ReferencePolicyTest>): Html {
  return html`<section class="entry" id="${name}">
    <h2><a href="apipolicytests#${name}">${name}</a></h2>
    <pre class="value">${[name, usage].filter(Boolean).join(' ')}</pre>
    <p>
      ${doc} ${policies && `Only in the policies ${policies.join(', ')}.`}
      ${plugin && `Of the plugin ${plugin}.`}
    </p>
  </section>`;
}
