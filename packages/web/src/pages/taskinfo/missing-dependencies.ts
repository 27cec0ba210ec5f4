import { cleanLine } from './clean-line.js';
import type { Excerpt } from './find-error.js';

/* How tools say that something is not installed or cannot be had, and what a package that has it would provide. */
const MISSING: readonly (readonly [pattern: RegExp, capability: (found: string) => string])[] = [
  [/\bnothing provides (.+?) needed by /i, asItIs],
  [/\bno matching package to install: '([^']+)'/i, asItIs],
  [/^\s*no match for argument: (.+)$/i, asItIs],
  [/\bunable to find a match: (\S+)/i, asItIs],
  [/^no package (\S+) available/i, asItIs],
  [/^\s+(\S+(?: [<>=]+ \S+)?) is needed by \S+$/, asItIs],
  [/^Package '([^']+)', required by /, (found) => `pkgconfig(${found})`],
  [/^No package '([^']+)' found$/, (found) => `pkgconfig(${found})`],
  [/ERROR: Dependency "([^"]+)" not found/, (found) => `pkgconfig(${found})`],
  [/package configuration file provided by "([^"]+)"/, (found) => `cmake(${found})`],
  [/\bCan't locate (\S+)\.pm in @INC/, (found) => `perl(${found.replaceAll('/', '::')})`],
  [/\bModuleNotFoundError: No module named '([\w-]+)/, (found) => `python3dist(${found})`],
  [/^error: no matching package named `([^`]+)` found/, (found) => `crate(${found})`],
];
const MOST = 10;
const LONGEST = 300;

function asItIs(found: string): string {
  return found;
}

/** What the lines around the one that tells why say is missing, as names of packages or capabilities; at most ten. */
export function missingDependencies({ lines }: Pick<Excerpt, 'lines'>): readonly string[] {
  const found = new Set<string>();
  for (const line of lines.map(cleanLine)) {
    for (const [pattern, capability] of MISSING) {
      const name = pattern.exec(line)?.[1];
      if (name !== undefined && name.length < LONGEST) found.add(capability(name));
    }
  }
  return [...found].slice(0, MOST);
}
