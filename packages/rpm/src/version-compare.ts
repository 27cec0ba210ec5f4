/** Epoch, version and release; a missing epoch counts as 0. */
export interface Evr {
  epoch?: string | number | null;
  version: string;
  release: string;
}

const OTHER = 0;
const DIGIT = 1;
const LETTER = 2;

/**
 * Compares two version strings as rpm does: runs of digits as numbers, runs of letters as text, `~` sorts before
 * everything, `^` after the bare version but before anything longer.
 *
 * @returns -1, 0 or 1.
 */
export function compareVersions(left: string, right: string): -1 | 0 | 1 {
  if (left === right) return 0;
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    while (i < left.length && isSeparator(left, i)) i += 1;
    while (j < right.length && isSeparator(right, j)) j += 1;

    if (left[i] === '~' || right[j] === '~') {
      if (left[i] !== '~') return 1;
      if (right[j] !== '~') return -1;
      i += 1;
      j += 1;
      continue;
    }
    if (left[i] === '^' || right[j] === '^') {
      if (i >= left.length) return -1;
      if (j >= right.length) return 1;
      if (left[i] !== '^') return 1;
      if (right[j] !== '^') return -1;
      i += 1;
      j += 1;
      continue;
    }
    if (i >= left.length || j >= right.length) break;

    const kind = kindAt(left, i);
    const leftEnd = runEnd(left, i, kind);
    const rightEnd = runEnd(right, j, kind);
    // Runs of different kinds: a number is newer than letters.
    if (rightEnd === j) return kind === DIGIT ? 1 : -1;
    const order = compareRuns(left.slice(i, leftEnd), right.slice(j, rightEnd), kind);
    if (order !== 0) return order;
    i = leftEnd;
    j = rightEnd;
  }
  if (i >= left.length && j >= right.length) return 0;
  return i < left.length ? 1 : -1;
}

/** Compares epochs, then versions, then releases. */
export function compareEvr(left: Evr, right: Evr): -1 | 0 | 1 {
  return (
    compareVersions(epochText(left.epoch), epochText(right.epoch)) ||
    compareVersions(left.version, right.version) ||
    compareVersions(left.release, right.release)
  );
}

function compareRuns(left: string, right: string, kind: number): -1 | 0 | 1 {
  let a = left;
  let b = right;
  if (kind === DIGIT) {
    a = left.replace(/^0+/, '');
    b = right.replace(/^0+/, '');
    if (a.length !== b.length) return a.length < b.length ? -1 : 1;
  }
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function runEnd(text: string, start: number, kind: number): number {
  let end = start;
  while (end < text.length && kindAt(text, end) === kind) end += 1;
  return end;
}

function kindAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code >= 48 && code <= 57) return DIGIT;
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return LETTER;
  return OTHER;
}

function isSeparator(text: string, index: number): boolean {
  return kindAt(text, index) === OTHER && text[index] !== '~' && text[index] !== '^';
}

function epochText(epoch: string | number | null | undefined): string {
  return epoch === undefined || epoch === null || epoch === '' ? '0' : String(epoch);
}
