import prettier from 'prettier';
import { RESOURCE_LIMITS } from '../../packages/builder/src/config/resource-limit.ts';
import { RETIRED_OPTIONS } from '../../packages/builder/src/config/retired-options.ts';
import { SETTINGS } from '../../packages/builder/src/config/settings.ts';

/** The builder's options as a table of the hub, which may not import the builder. */
export async function kojidOptions(path) {
  const works = Object.keys(SETTINGS).filter((name) => SETTINGS[name].unused === undefined);
  const unused = Object.entries(SETTINGS).flatMap(([name, { unused: why }]) => (why ? [[name, why]] : []));
  const text = `// Written by \`npm run reports\` from the tables that kojid reads its file with.

/** Options of \`[kojid]\` that mean to our builder what they mean to Koji's, or that it has beside them. */
export const OPTIONS_OF_KOJID: readonly string[] = ${JSON.stringify([...works, ...limits()].sort())};

/** Options of Koji 1.35 that our builder reads and has no use for, with the reason. */
export const UNUSED_BY_KOJID: Readonly<Record<string, string>> = ${JSON.stringify(Object.fromEntries(unused.sort()))};

/** Options that older versions of Koji had, with what became of them. */
export const RETIRED_FROM_KOJID: Readonly<Record<string, string>> = ${JSON.stringify(RETIRED_OPTIONS)};
`;
  return prettier.format(text, { ...(await prettier.resolveConfig(path)), filepath: path });
}

/* The last is the old name of RLIMIT_NOFILE. */
function limits() {
  return [...RESOURCE_LIMITS, 'RLIMIT_OFILE'].map((name) => name.toLowerCase());
}
