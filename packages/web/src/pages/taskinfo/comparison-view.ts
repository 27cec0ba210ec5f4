import { html, type Html } from '../../html/html.js';
import { buildLink, buildrootLink, rpmLink, tagLink, taskLink } from '../../html/links.js';
import { ago, table } from '../../html/parts.js';
import type { Failure } from './read-failure.js';

type Comparison = NonNullable<Failure['comparison']>;
type ComparedRpm = Comparison['added'][number];

/** What is installed otherwise than for the last good build of the package. */
export function comparisonView(comparison: Comparison): Html {
  const { good, counts, tag_id: tagID, changed, added, removed } = comparison;
  const build = buildLink(good.build_id, good.nvr);
  const where = good.tag_id !== tagID && html` for ${tagLink(good.tag_id, good.tag_name)}`;
  const all = counts.changed + counts.added + counts.removed;
  const shown = changed.length + added.length + removed.length;
  const rows = [
    ...changed.map(({ before, now }) => ['changed', now.name, now.arch, version(before), version(now)]),
    ...added.map((rpm) => ['added', rpm.name, rpm.arch, undefined, version(rpm)]),
    ...removed.map((rpm) => ['removed', rpm.name, rpm.arch, version(rpm), undefined]),
  ];
  return html`<section class="panel" aria-labelledby="changed">
    <h2 id="changed">What is different since the last good build</h2>
    <p>
      ${build} was built${where} ${ago(good.completion_ts)} by task ${taskLink(good.task_id)} in build root
      ${buildrootLink(good.buildroot_id, good.buildroot_id)}.
      ${
        all === 0
          ? html`The same packages were installed for this task.`
          : html`For this task ${counted(counts.changed)} installed in another version, ${counts.added} more
            and ${counts.removed} not any more${shown < all && html`; ${shown} of these ${all} are shown`}.`
      }
    </p>
    ${
      all > 0 &&
      html`<details${all <= OPEN && html` open`}>
        <summary>Packages that are different: ${all}</summary>
        ${table('Packages that are different', ['What', 'RPM', 'Arch', 'Before', 'Now'], rows)}
      </details>`
    }
  </section>`;
}

/** Rows that are shown without a click. */
const OPEN = 30;

const counted = (packages: number) => (packages === 1 ? '1 package was' : `${packages} packages were`);

const version = ({ rpm_id: id, epoch, version: number, release }: ComparedRpm) =>
  rpmLink(id, `${epoch === null ? '' : `${epoch}:`}${number}-${release}`);
