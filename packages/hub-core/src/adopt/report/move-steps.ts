import { PHASES, type Finding, type Phase } from '../finding.js';

/** One phase of the move: what every site does then, and what this one has to do besides. */
export interface MovePhase {
  readonly phase: Phase;
  readonly title: string;
  readonly steps: readonly string[];
}

const TITLES: Readonly<Record<Phase, string>> = {
  before: 'While Koji is at work',
  install: 'Install the hub beside it',
  configure: 'Prepare its configuration',
  pause: 'In the pause',
  after: 'When the hub answers',
};

/* What does not depend on the site; `first` comes before what the site has to do, `last` behind it. */
const ALWAYS: Readonly<
  Record<Phase, { readonly first: readonly string[]; readonly last: readonly string[] }>
> = {
  before: { first: [], last: [] },
  install: {
    first: ['npm install @kojikit/hub-core @kojikit/web (Node 20.19 or later)'],
    last: [],
  },
  configure: {
    first: [
      "copy Koji's hub.conf, hub.conf.d and plugins to a folder of their own: Koji keeps its own for the way back",
    ],
    last: [
      'run koji-hub --config FILE adopt again until nothing but the pause is left',
      'try all of it on a copy first: load a dump of the database, and let a copy of hub.conf name that and an empty KojiDir',
    ],
  },
  pause: {
    first: [
      "tell the users, stop kojira, koji-gc and the timers of koji-sweep-db and koji-sidetag-cleanup, then Koji's hub (httpd)",
      'dump the database with pg_dump, and keep the dump',
    ],
    last: [
      'koji-hub --config FILE init',
      'koji-hub --config FILE check',
      'koji-hub --config FILE serve, behind the proxy at the address that builders and people know',
    ],
  },
  after: {
    first: [
      'koji hello, koji list-hosts --ready, and a scratch build',
      'leave kojira off, since the hub does its work; or set Housekeeping = off and start kojira again',
      'start koji-gc again; koji-sweep-db is not needed, the hub sweeps by itself unless Housekeeping is off',
    ],
    last: [],
  },
};

/** How to go back to Koji's hub: all that was added to its database is of no concern to it. */
export const WAY_BACK: readonly string[] = [
  'stop koji-hub',
  "start Koji's hub (httpd) and kojira with the configuration that was kept: the database and the files are as Koji expects them, with everything that was done meanwhile",
  'builders and people need to do nothing: sessions go on unless SharedSessions was off',
  'passwords that koji-hub has set are digests that Koji cannot check: set them again with UPDATE users SET password',
  'take away the triggers, whose notes of changes only koji-hub clears away: DROP FUNCTION kojikit_note_change CASCADE',
  'tables and indexes named kojikit_… may stay; to be rid of them: DROP TABLE and DROP INDEX',
];

/** The steps of the move in their order. The same thing to do for several findings is one step. */
export function moveSteps(findings: readonly Finding[]): MovePhase[] {
  return PHASES.map((phase) => {
    const own = findings.flatMap((finding) =>
      finding.level !== 'works' && finding.when === phase ? [stepOf(finding)] : [],
    );
    const { first, last } = ALWAYS[phase];
    return { phase, title: TITLES[phase], steps: [...new Set([...first, ...own, ...last])] };
  }).filter(({ steps }) => steps.length > 0);
}

function stepOf({ todo, place }: Extract<Finding, { todo: string }>): string {
  if (place === undefined) return todo;
  return `${place.file}${place.line === undefined ? '' : `:${place.line}`}: ${todo}`;
}
