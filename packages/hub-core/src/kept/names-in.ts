/** All words of a statement that could be names of something: more than are, and none that is left out. */
export function namesIn(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[a-z_][a-z0-9_$]*/g));
}
