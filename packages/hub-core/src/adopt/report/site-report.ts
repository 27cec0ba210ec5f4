import { databaseOptions, type HubConfig } from '../../config/index.js';
import { SUBJECTS, type Finding } from '../finding.js';
import type { SiteLook } from '../look-at-site.js';
import { moveSteps, WAY_BACK, type MovePhase } from './move-steps.js';

/** What `koji-hub adopt --json` prints. */
export interface SiteReport {
  /** The database as `HOST/NAME`, without user and password. */
  readonly database: string;
  readonly kojiDir: string;
  readonly summary: Readonly<Record<Finding['level'], number>>;
  readonly findings: readonly Finding[];
  readonly steps: readonly MovePhase[];
  readonly wayBack: readonly string[];
}

/** The report about a site that was looked at. */
export function siteReport({ config, findings }: SiteLook): SiteReport {
  const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
  return {
    database: databaseName(config),
    kojiDir: config.KojiDir,
    summary: { works: count('works'), step: count('step'), fails: count('fails') },
    findings,
    steps: moveSteps(findings),
    wayBack: WAY_BACK,
  };
}

/** 0: all works, and nothing has to be done. 1: something has to be done for the move. 2: something will not work. */
export function exitCodeOf({ summary }: SiteReport): number {
  if (summary.fails > 0) return 2;
  return summary.step > 0 ? 1 : 0;
}

const LEVELS: Readonly<Record<Finding['level'], string>> = {
  works: 'works',
  step: 'needs a step',
  fails: 'will not work',
};

/** The report for people: findings by subject, the worst first, then the steps of the move and the way back. */
export function reportText(report: SiteReport): string {
  const lines = [`Looked at ${report.database} and ${report.kojiDir}. Nothing was changed.`];
  for (const subject of SUBJECTS) {
    const findings = report.findings.filter((finding) => finding.subject === subject);
    if (findings.length === 0) continue;
    lines.push('', `${subject[0]!.toUpperCase()}${subject.slice(1)}`);
    for (const level of ['fails', 'step', 'works'] as const)
      lines.push(...findings.filter((finding) => finding.level === level).flatMap(findingLines));
  }
  lines.push('', 'The move');
  let number = 0;
  for (const { title, steps } of report.steps) {
    lines.push(`  ${title}`);
    for (const step of steps) lines.push(`    ${++number}. ${step}`);
  }
  lines.push('', 'The way back');
  for (const step of report.wayBack) lines.push(`  - ${step}`);
  const { works, step, fails } = report.summary;
  lines.push('', `${works} work as they are, ${step} need a step, ${fails} will not work.`);
  return `${lines.join('\n')}\n`;
}

function findingLines(finding: Finding): string[] {
  const { place } = finding;
  const where =
    place === undefined ? '' : `${place.file}${place.line === undefined ? '' : `:${place.line}`}: `;
  const lines = [`  ${LEVELS[finding.level].padEnd(13)}  ${where}${finding.what}`];
  if (finding.level !== 'works') lines.push(`  ${''.padEnd(13)}  -> ${finding.todo}`);
  return lines;
}

function databaseName(config: HubConfig): string {
  try {
    const connection = databaseOptions(config);
    if (connection.kind === 'sqlite') return connection.path;
    if (connection.url === undefined)
      return `${connection.host ?? 'this machine'}/${connection.database ?? ''}`;
    const url = new URL(connection.url);
    return `${url.searchParams.get('host') ?? (url.hostname || 'this machine')}${url.pathname}`;
  } catch {
    return 'no database';
  }
}
