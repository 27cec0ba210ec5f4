import { CommandError, UsageError } from '../errors.js';

/**
 * The sources of a chain, those that are built at the same time together. Colons stand between them. Throws
 * CommandError for what is neither an SCM address nor the name of a build, UsageError when there is nothing to wait for.
 */
export function chainLevels(words: readonly string[]): string[][] {
  const levels: string[][] = [];
  let level: string[] = [];
  for (const word of [...words, ':']) {
    if (word === ':') {
      if (level.length > 0) levels.push(level);
      level = [];
    } else if (word.includes('://') || looksLikeNvr(word)) level.push(word);
    else throw new CommandError(`"${word}" is not a SCM URL or package N-V-R`);
  }
  if (levels.length >= 2) return levels;
  throw new UsageError(
    'You must specify at least one dependency between builds with : (colon)\n' +
      'If there are no dependencies, use the build command instead',
  );
}

function looksLikeNvr(word: string): boolean {
  return !word.includes('/') && !word.endsWith('.rpm') && word.split('-').length >= 3;
}
