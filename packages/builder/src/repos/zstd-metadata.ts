import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capture } from '../process/capture.js';
import { succeeded } from '../process/exit-status.js';
import { readRepomd } from '../repodata/index.js';

/** Namespaces and root elements of the three lists of a repository without packages. */
const LISTS = {
  primary: ['metadata', 'http://linux.duke.edu/metadata/common'],
  filelists: ['filelists', 'http://linux.duke.edu/metadata/filelists'],
  other: ['otherdata', 'http://linux.duke.edu/metadata/other'],
} as const;

/** The repositories whose metadata are compressed with zstd. Those that cannot be read are left to whoever merges. */
export async function zstdRepositories(urls: readonly string[], signal: AbortSignal): Promise<string[]> {
  const found: string[] = [];
  for (const url of urls) {
    const index = await readRepomd(url, { signal }).catch(() => undefined);
    signal.throwIfAborted();
    if (index?.records.some(({ location }) => location.endsWith('.zst'))) found.push(url);
  }
  return found;
}

/**
 * Whether a mergerepo_c reads zstd, found out with an empty repository: older ones, and those that were built without
 * it, leave out such a repository and end as if all were well.
 */
export async function readsZstd(program: string, workDir: string, signal: AbortSignal): Promise<boolean> {
  const folder = await mkdtemp(join(workDir, 'zstd-trial-'));
  try {
    await writeEmptyRepository(folder);
    const command = [program, '-a', 'noarch', '-o', join(folder, 'merged'), '-r', `file://${folder}/`];
    const { status, output } = await capture(command, { signal });
    return succeeded(status) && !/Critical|Cannot load/.test(output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeEmptyRepository(folder: string): Promise<void> {
  await mkdir(join(folder, 'repodata'));
  const records: string[] = [];
  for (const [type, [element, namespace]] of Object.entries(LISTS)) {
    const text = `<?xml version="1.0" encoding="UTF-8"?>\n<${element} xmlns="${namespace}" packages="0"></${element}>`;
    const bytes = storedFrame(Buffer.from(text));
    const [packed, open] = [bytes, text].map((data) => createHash('sha256').update(data).digest('hex'));
    await writeFile(join(folder, `repodata/${type}.xml.zst`), bytes);
    records.push(
      `<data type="${type}"><checksum type="sha256">${packed}</checksum>` +
        `<open-checksum type="sha256">${open}</open-checksum>` +
        `<location href="repodata/${type}.xml.zst"/><timestamp>1</timestamp>` +
        `<size>${bytes.length}</size><open-size>${text.length}</open-size></data>`,
    );
  }
  const head =
    '<?xml version="1.0" encoding="UTF-8"?>\n<repomd xmlns="http://linux.duke.edu/metadata/repo"><revision>1</revision>';
  await writeFile(join(folder, 'repodata/repomd.xml'), `${head}${records.join('')}</repomd>`);
}

/** Bytes as a zstd frame of one block that is not compressed: not every Node can compress with zstd. At most 255 bytes. */
function storedFrame(content: Buffer): Buffer {
  const [magic, oneSegment] = [[0x28, 0xb5, 0x2f, 0xfd], 0x20];
  const block = Buffer.alloc(3);
  // The last block, stored.
  block.writeUIntLE((content.length << 3) | 1, 0, 3);
  return Buffer.concat([Buffer.from([...magic, oneSegment, content.length]), block, content]);
}
