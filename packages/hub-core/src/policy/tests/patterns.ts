import { globPattern } from '@kojikit/protocol';

/** The words behind a test's name as patterns. */
export function patternsOf(words: readonly string[]): RegExp[] {
  return words.slice(1).map(globPattern);
}

/** A field and the patterns behind it. Throws when the field is missing. */
export function fieldAndPatterns(words: readonly string[]): { field: string; patterns: RegExp[] } {
  const [name, field, ...patterns] = words;
  if (field === undefined) throw new Error(`expected a field and patterns, such as: ${name} release *.el*`);
  return { field, patterns: patterns.map(globPattern) };
}
