import { DEPENDENCY_TYPES, type KindDependencies, type Plain, RPM_SENSE } from '@kojikit/protocol';
import { html, type Html } from '../../html/html.js';

const KINDS: readonly (readonly [type: number, title: string])[] = [
  [DEPENDENCY_TYPES.PROVIDE, 'Provides'],
  [DEPENDENCY_TYPES.OBSOLETE, 'Obsoletes'],
  [DEPENDENCY_TYPES.CONFLICT, 'Conflicts'],
  [DEPENDENCY_TYPES.REQUIRE, 'Requires'],
  [DEPENDENCY_TYPES.RECOMMEND, 'Recommends'],
  [DEPENDENCY_TYPES.SUGGEST, 'Suggests'],
  [DEPENDENCY_TYPES.SUPPLEMENT, 'Supplements'],
  [DEPENDENCY_TYPES.ENHANCE, 'Enhances'],
];
/** Up to so many are shown unfolded. */
const UNFOLDED = 20;

/** The dependencies of each kind that there is, long lists folded. */
export function dependenciesView(kinds: readonly Plain<KindDependencies>[]): Html {
  const shown = KINDS.flatMap(([type, title]) => {
    const kind = kinds.find((candidate) => candidate.type === type);
    return kind === undefined || kind.count === 0 ? [] : [{ title, ...kind }];
  });
  return html`<section id="dependencies">
    <h2>Dependencies</h2>
    ${shown.length === 0 && html`<p class="none">None.</p>`}
    ${shown.map(
      ({ title, count, dependencies }) =>
        html`<details${count <= UNFOLDED && html` open`}>
          <summary>${title}: ${count}</summary>
          <ul>
            ${dependencies.map((dependency) => html`<li class="value">${written(dependency)}</li>`)}
            ${count > dependencies.length && html`<li class="none">and ${count - dependencies.length} more</li>`}
          </ul>
        </details>`,
    )}
  </section>`;
}

function written({ name, version, flags }: Plain<KindDependencies>['dependencies'][number]): string {
  if (version === '') return name;
  const { LESS, GREATER, EQUAL } = RPM_SENSE;
  const signs = [
    [LESS, '<'],
    [GREATER, '>'],
    [EQUAL, '='],
  ] as const;
  const operator = signs.map(([bit, sign]) => (flags & bit ? sign : '')).join('');
  return operator === '' ? name : `${name} ${operator} ${version}`;
}
