/** The order that people count in: `f9` before `f40`. */
export const natural = new Intl.Collator('en', { numeric: true });
