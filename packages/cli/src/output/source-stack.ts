import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** In a module, which has a URL, or in a script, which has a path. */
const PLACE = /((?:file:\/\/|(?<=[\s(]))\/[^\s():]+):(\d+):(\d+)/g;

/**
 * A stack with the lines of the sources instead of those of the build. Node can do this by itself, but then reads the map
 * of every file that is loaded, which each command would pay for; here only those who look at a stack do. A place without
 * a map stays as it is.
 */
export function sourceStack(stack: string): string {
  return stack.replace(PLACE, (place, named: string, line: string, column: string) => {
    const file = named.startsWith('/') ? pathToFileURL(named).href : named;
    const map = mapOf(file);
    const found = map?.findEntry(Number(line) - 1, Number(column) - 1);
    if (found === undefined || !('originalSource' in found)) return place;
    const source = new URL(found.originalSource, file).href;
    return `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  });
}

function mapOf(file: string): SourceMap | undefined {
  try {
    const payload = JSON.parse(readFileSync(`${fileURLToPath(file)}.map`, 'utf8')) as SourceMapPayload;
    return new SourceMap(payload);
  } catch {
    return undefined;
  }
}
