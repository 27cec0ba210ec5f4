/** The words of a line as the program gets them: bash hands over `--channel=x` as three. */
export function joinAtEquals(words: readonly string[]): string[] {
  const joined: string[] = [];
  let isOpen = false;
  for (const word of words) {
    const last = joined.at(-1);
    const isSign = word === '=' && last?.startsWith('--') === true && !last.includes('=');
    if (isSign || isOpen) joined.splice(-1, 1, `${last}${word}`);
    else joined.push(word);
    isOpen = isSign;
  }
  return joined;
}
