import type { MetadataFile } from './metadata-file.js';
import { packageId } from './package-element.js';

/**
 * Writes the elements of some packages of a list into another. A list may name a package twice; it is copied once.
 *
 * @param wanted Checksums of the packages.
 * @param change What becomes of an element on the way. Default: nothing.
 * @returns How many of them the list knows.
 */
export async function copyElements(
  file: MetadataFile,
  elements: AsyncIterable<readonly Buffer[]>,
  wanted: ReadonlySet<string>,
  change: (element: Buffer) => Buffer | Promise<Buffer> = (element) => element,
): Promise<number> {
  const missing = new Set(wanted);
  for await (const some of elements) {
    for (const element of some) {
      if (!missing.delete(await packageId(element))) continue;
      await file.write(await change(element));
      await file.write('\n');
    }
  }
  return wanted.size - missing.size;
}
