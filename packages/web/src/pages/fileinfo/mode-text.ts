const KINDS: Readonly<Record<number, string>> = {
  0o140000: 's',
  0o120000: 'l',
  0o100000: '-',
  0o060000: 'b',
  0o040000: 'd',
  0o020000: 'c',
  0o010000: 'p',
};
const SPECIAL = [
  [0o4000, 3, 's', 'S'],
  [0o2000, 6, 's', 'S'],
  [0o1000, 9, 't', 'T'],
] as const;

/** `-rw-r--r--`: kind and permissions of a file as `ls -l` shows them. RPMs may store them as negative numbers. */
export function modeText(mode: number): string {
  const bits = mode & 0xffff;
  const letters = [KINDS[bits & 0o170000] ?? '?'];
  for (let place = 8; place >= 0; place -= 1) letters.push(bits & (1 << place) ? 'xwr'[place % 3]! : '-');
  for (const [bit, place, allowed, not] of SPECIAL)
    if (bits & bit) letters[place] = letters[place] === 'x' ? allowed : not;
  return letters.join('');
}
