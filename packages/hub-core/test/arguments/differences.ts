import type { Variation } from './variations.js';

/** A kind of calls that we answer otherwise on purpose; each stands in docs/deviations.md. */
export interface Difference {
  readonly methods: RegExp;
  readonly changed?: RegExp;
  readonly values?: RegExp;
  readonly reason: string;
}

export const differences: readonly Difference[] = [
  {
    methods: /^(listTasks|listBuildroots)$/,
    values: /^empty list$/,
    reason: 'an empty list of values matches nothing, where the database reports an error',
  },
  {
    methods: /^listBuildroots$/,
    values: /^list of -1 and huge$/,
    reason: 'every filter takes a list',
  },
  {
    methods: /./,
    values: /^((largest|smallest) of|(text )?over) 64 bits$/,
    reason: 'whole numbers beyond 2^53 come back rounded where they are repeated',
  },
  {
    methods: /^evalPolicy$/,
    changed: /^data$/,
    reason: 'policy data must be a struct, whether the rules look into it or not',
  },
  {
    methods: /^(listTagged|listTaggedRPMS|listTaggedArchives|getLatestBuilds|getLatestRPMS)$/,
    changed: /^package$/,
    values: /^zero$/,
    reason: 'a package is given by name: zero is an error like any other number',
  },
  {
    methods: /^list(Builds|Packages|PackagesSimple|Users)$/,
    changed: /^prefix$/,
    values: /^list of (nil|-1 and huge)$/,
    reason: 'a list is no beginning of a name',
  },
  {
    methods: /^(repo|scheduler)\./,
    changed: /^fields$/,
    values: /^list of -1 and huge$/,
    reason: 'of several wrong fields the first is named, not any',
  },
  {
    methods: /^search$/,
    changed: /^terms/,
    values: /^list of (text|nil)$/,
    reason: 'search terms are one text',
  },
  {
    methods: /^listHosts$/,
    changed: /^arches$/,
    values: /^blank$/,
    reason: 'a blank names no arch',
  },
  {
    methods: /^(getArchiveType|listArchives)$/,
    values: /^pattern$/,
    reason: 'signs of regular expressions in a file name or a word are plain text',
  },
];

/** The kind that a call belongs to, or undefined when it has to be answered as Koji does. */
export function differenceOf({ method, changed, value }: Variation): Difference | undefined {
  return differences.find(
    (one) =>
      one.methods.test(method) && (one.changed?.test(changed) ?? true) && (one.values?.test(value) ?? true),
  );
}
