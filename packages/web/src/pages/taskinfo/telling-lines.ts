/** How much a kind of line says of why something failed. */
export interface Telling {
  /** Lower says more. */
  readonly rank: number;
  /** Of several lines of this rank: the first of all, or the first of those that stand together at the end. */
  readonly choice: 'first' | 'last block';
  readonly pattern: RegExp;
}

/* What only says that something before it has failed. */
const FOLLOWS = new RegExp(
  [
    /^collect2: error: ld returned/,
    /^(cc1|cc1plus|\S+): (some|all) warnings being treated as errors/,
    /^error: (could not compile|aborting due to|test failed, to rerun|\d+ targets? failed)/,
    /^\s*error: (subprocess-exited-with-error|metadata-generation-failed|Failed to build|command .* failed with exit)/,
    /\bCalledProcessError\b/,
    /\((ignored|expected)\)\s*$/,
    /^(Error: Some packages could not be found|Could not execute \w+:)/,
    /^RPM build errors:|^error: Bad exit status from/,
    /^(ERROR: )?Command failed: ?$|^ERROR: Exception\(|^mockbuild\.exception\.Error: Command failed/,
    /^autoreconf: error: \S+ failed with exit status/,
    /^\[ERROR\] [A-Z ]+ERROR : ?$/,
    /^error: [^:]*:$/i,
    /^(warning|note|info|debug)\b(?!, treated as error)/i,
    /^npm (error|ERR!) (Lifecycle script|code \d+$|path |workspace |location |command )/,
    /^Error: GPG check FAILED/,
    /^EXCEPTION: \[/,
    /^Errors while running CTest|^-- Configuring incomplete, errors occurred/,
    /^(\S+: )?\*\*\* .*Waiting for unfinished jobs/,
  ]
    .map(({ source }) => `(?:${source})`)
    .join('|'),
  'i',
);

/* How a test runner says that a test has failed: what tests print themselves counts less. */
const VERDICTS: readonly RegExp[] = [
  /^E {2,}\S/,
  /^\s*#\s+Failed test\b/,
  /^FAIL: \S|^ERROR: \S+ \(\S/,
  /\*\*\*\s*(Failed|Exception|Timeout|Not Run)\b/,
  /^\s*--- FAIL: /,
  /^\s*not ok \d+(?!.*#\s*(TODO|SKIP))/i,
  /^\s*\d+\/\d+ \S.*\s(FAIL|ERROR|TIMEOUT)\s/,
  /^test \S+ \.\.\. FAILED$|^thread '.*' .*panicked at /,
  /<<< (FAILURE|ERROR)!/,
  /^FAILED \S+::/,
];

/* Tools that know what is wrong and say so in a form of their own. */
const DIAGNOSTICS: readonly RegExp[] = [
  /: (fatal |internal compiler )?error: /i,
  /^\S+(:\d+|\(\d+(,\d+)?\)).{0,20}\b(fatal error|error)\b/i,
  /\bundefined reference to\b|\bld(\.\w+)?: (cannot find|unrecognized|.*multiple definition)|undefined symbol/,
  /^\s*error(\[\w+\])?: \S/i,
  /^CMake Error\b/,
  /^(\*+ )?(ERROR|FATAL)\b[:! ]/,
  /^\[ERROR\] \S/,
  /^npm (error|ERR!) \S/,
  /^(fatal|critical|panic): \S/i,
  /\bERROR: \S/,
  /\bCan't locate \S+ in @INC|^Can't (open|find|load|exec)\b/,
  /^\S+\.go:\d+(:\d+)?: \S/,
  /\bHunk #\d+ FAILED|\d+ out of \d+ hunks? (FAILED|ignored)/,
  /^curl: \(\d+\)|^wget: |: FAILED( open or read)?$/,
  /no space left on device\W*$|disk quota exceeded|cannot allocate memory|out of memory/i,
  /\bKilled signal\b|^Killed$|line \d+:\s+\d+ (Segmentation fault|Killed|Aborted|Bus error|Illegal instruction)/,
  /\b(Segmentation fault|Aborted|Bus error)\b.*\(core dumped\)/,
  /^(\S+: )?\*\*\* No rule to make target/,
];

/* What a package manager misses, which says more than that it could not go on. */
const DEPENDENCIES: readonly RegExp[] = [
  /\bnothing provides \S/i,
  /\bno matching package to install|^\s*no match for argument: |\bunable to find a match: |^no package \S+ available/i,
  /\bis needed by \S+/,
];

/* Repositories, signatures, transactions. */
const PACKAGES: readonly RegExp[] = [
  /\bstatus code: [45]\d\d for |\bcurl error \(\d+\)/i,
  /\bis not signed\b|^Public key for \S+ is not installed|\b(BAD|NOKEY|NOT OK)\b.*(signature|digest|key)/i,
  /\bconflicts with (file from )?\S|but none of the providers can be installed|conflicts between attempted installs/,
  /\bneeds \d+\w* (more )?(space|MB)|scriptlet failed/i,
];

const RANKS: readonly (readonly [choice: Telling['choice'], patterns: readonly RegExp[]])[] = [
  ['first', VERDICTS],
  ['first', DEPENDENCIES],
  ['last block', DIAGNOSTICS],
  ['first', PACKAGES],
  ['first', [/^\s*([a-z_]\w*\.)*\w*(Error|Exception|Exit|NotFound)\b: \S/i]],
  ['last block', [/^\S+:\d+(:\d+)?:? ?(?!.*\b(warning|note|remark)\b)[^\s:]/i]],
  ['last block', [/: (command )?not found\b|\bcannot (stat|access|open|create|find)\b|permission denied/i]],
  ['last block', [/\bno such file or directory\b/i]],
  ['last block', [/^[\w./-]+: .*\b(error|failed|invalid|cannot|unable)\b|\bfailed\b.*:|\berror:/i]],
];

/** Kinds of lines, from what says most to what says least. */
export const TELLING: readonly Telling[] = RANKS.flatMap(([choice, patterns], rank) =>
  patterns.map((pattern) => ({ rank, choice, pattern })),
);

/** Whether a line only says that something before it has failed. */
export function followsFromOthers(line: string): boolean {
  return FOLLOWS.test(line);
}
