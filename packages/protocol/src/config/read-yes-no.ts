const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'yes', 'true', 'on'].map((word) => [word, true] as const),
  ...['0', 'no', 'false', 'off'].map((word) => [word, false] as const),
]);

/** The words for yes and no that Python's ConfigParser knows, in any case; undefined for any other text. */
export function readYesNo(text: string): boolean | undefined {
  return WORDS.get(text.trim().toLowerCase());
}
