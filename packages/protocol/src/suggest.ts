/** The choice that differs least from what was written, if any is close enough to have been meant. */
export function suggest(written: string, choices: Iterable<string>): string | undefined {
  let best: string | undefined;
  // Where nothing of what was written is right, nothing was meant.
  let least = Math.min(written.length, Math.max(1, Math.floor(written.length / 4)) + 1);
  for (const choice of choices) {
    const distance = editDistance(written.toLowerCase(), choice.toLowerCase());
    if (distance < least) {
      least = distance;
      best = choice;
    }
  }
  return best;
}

/** `; did you mean X?`, or nothing. */
export function hint(written: string, choices: Iterable<string>): string {
  const meant = suggest(written, choices);
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}

/** How many letters are wrong, missing, too many, or swapped with their neighbour. */
export function editDistance(left: string, right: string): number {
  let before: number[] = [];
  let row = Array.from({ length: right.length + 1 }, (unused, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = left[i - 1] === right[j - 1] ? 0 : 1;
      const swapped = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      next.push(
        Math.min(
          next[j - 1]! + 1,
          row[j]! + 1,
          row[j - 1]! + change,
          swapped && i > 1 && j > 1 ? before[j - 2]! + 1 : Infinity,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row[right.length]!;
}
