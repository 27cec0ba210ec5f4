import type { Plain, ShownBuild } from '@kojikit/protocol';
import { buildState } from '../../html/build-state.js';
import type { Html } from '../../html/html.js';
import { buildLink, userLink } from '../../html/links.js';
import { ago, stateMark, table } from '../../html/parts.js';

/** Builds in short, the newest first. @param owner false where all are of one owner. */
export function buildList(
  name: string,
  builds: readonly Plain<ShownBuild>[],
  { owner = true }: { readonly owner?: boolean } = {},
): Html {
  return table(
    name,
    owner ? ['State', 'Build', 'Built by', 'Ended'] : ['State', 'Build', 'Ended'],
    builds.map((build) => [
      stateMark(buildState(build.state)),
      buildLink(build.build_id, build.nvr),
      ...(owner ? [userLink(build.owner_id, build.owner_name)] : []),
      ago(build.completion_ts),
    ]),
  );
}
