import { createHash } from 'node:crypto';
import type { Caller } from '@kojikit/testing';

/* Metadata of a content generator as a test wants it. */

type Members = Record<string, unknown>;

export const GENERATOR = 'generator';

/** What is said of a file; `changes` wins. */
export function output(filename: string, content: string | Buffer, changes: Members = {}): Members {
  return {
    buildroot_id: 1,
    filename,
    filesize: Buffer.byteLength(content),
    arch: 'noarch',
    checksum: createHash('sha256').update(content).digest('hex'),
    checksum_type: 'sha256',
    type: 'image',
    extra: { image: { arch: 'x86_64' } },
    ...changes,
  };
}

/** {@link output} for a log or an RPM, which have no type info. */
export function plainOutput(type: 'log' | 'rpm', filename: string, content: string | Buffer): Members {
  const { extra, ...rest } = output(filename, content, { type });
  return rest;
}

export function buildroot(changes: Members = {}): Members {
  return {
    id: 1,
    host: { os: 'fedora', arch: 'x86_64' },
    content_generator: { name: GENERATOR, version: '0.1' },
    container: { type: 'docker', arch: 'x86_64' },
    tools: [{ name: 'tool', version: '1' }],
    components: [],
    extra: { e: 1 },
    ...changes,
  };
}

export const DATA = '{"a": 1}\n';
export const LOG = 'log\n';

/** Metadata of an image build with one file and a log. */
export function metadata(build: Members = {}, changes: Members = {}): Members {
  return {
    metadata_version: 0,
    build: {
      name: 'image',
      version: '1',
      release: '1',
      epoch: null,
      source: 'git://x#1',
      start_time: 1_600_000_000,
      end_time: 1_600_000_100,
      extra: { typeinfo: { image: {} } },
      ...build,
    },
    buildroots: [buildroot()],
    output: [output('data.json', DATA), plainOutput('log', 'build.log', LOG)],
    ...changes,
  };
}

/** Uploads the files of {@link metadata}. */
export async function upload(caller: Caller, folder: string): Promise<void> {
  await caller.upload(folder, 'data.json', DATA);
  await caller.upload(folder, 'build.log', LOG);
}
