import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DEVIATIONS = join(import.meta.dirname, '../../../docs/deviations.md');

/**
 * Calls that we answer otherwise on purpose: `row` is how the row of docs/deviations.md begins, `kind` what differs,
 * `args` and `spots` are looked for in the arguments and in what differs.
 */
const KNOWN = [
  {
    row: '`queryHistory`, `listTags` and others read',
    kind: 'order',
    methods:
      /^(getSessionInfo|getUserPerms|list(Buildroots|Builds|Packages|SideTags|Tags|TaskOutput|Users)|queryHistory|untaggedBuilds)$/,
    args: /^(?!.*"order")/,
  },
  {
    row: '`listTasks`: ties of an order are settled by id',
    kind: 'order',
    methods: /^(listHosts|listChannels)$/,
  },
  {
    row: 'A request that wrote nothing leaves the session row alone',
    kind: 'value',
    methods: /^getSessionInfo$/,
    // Each hub is asked in a session of its own.
    spots: /"where":"\.(start_t|update_t|id"|callnum")/,
  },
  {
    row: '`listUsers` takes a list of user types',
    kind: 'fault',
    methods: /^listUsers$/,
    args: /^\[\[/,
  },
  {
    row: '`showSession` and `showOpts` leave out secrets',
    kind: 'value',
    methods: /^showOpts$/,
  },
  {
    row: '`queryHistory` names the arches of external repos',
    kind: 'value',
    methods: /^queryHistory$/,
    spots: /\.arches/,
  },
  {
    row: '`traceback` of a failed call in a multicall',
    kind: 'value',
    methods: /^multiCall$/,
    spots: /"where":"\[\d+\]\.traceback/,
  },
];

/* Lines of records of builds, in the same way: `line` is looked for in what only one of both has. */
const KNOWN_OF_BUILDS = [
  {
    row: 'Repos of tags have no SQLite databases',
    builder: 'ours',
    line: /repodata\/HASH-(\w+\.sqlite\.bz2|updateinfo\.xml\.gz) $/,
  },
];

const met = new Set();

/** The row of docs/deviations.md that a difference belongs to, or undefined. */
export function knownDifference({ method, args }, { kind, spots }) {
  const found = KNOWN.find(
    (one) =>
      one.methods.test(method) &&
      one.kind === kind &&
      (one.args?.test(JSON.stringify(args)) ?? true) &&
      spots.every((spot) => one.spots?.test(JSON.stringify(spot)) ?? true),
  );
  if (found === undefined) return undefined;
  met.add(found);
  return found.row;
}

/** The row that a line of a record of builds belongs to, or undefined. */
export function knownLine(builder, line) {
  return KNOWN_OF_BUILDS.find((one) => one.builder === builder && one.line.test(line))?.row;
}

/** Rows that no call has met so far. */
export function unmetDifferences() {
  return new Set(KNOWN.filter((one) => !met.has(one)).map(({ row }) => row));
}

/** Throws when a known difference has no row in docs/deviations.md. */
export function checkRows() {
  const text = readFileSync(DEVIATIONS, 'utf8');
  const missing = [...KNOWN, ...KNOWN_OF_BUILDS]
    .filter(({ row }) => !text.includes(`| ${row}`))
    .map(({ row }) => row);
  if (missing.length > 0) throw new Error(`no row of docs/deviations.md begins with: ${missing.join('; ')}`);
}
