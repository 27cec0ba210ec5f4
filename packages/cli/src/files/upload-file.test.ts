import { expect, it } from 'vitest';
import type { CommandContext } from '../command.js';
import type { UploadOptions } from '../session/hub-session.js';
import { uploadFile } from './upload-file.js';

const progress = { sent: 1, total: 2, piece: 1, pieceSeconds: 1, seconds: 1 };

it.each([true, false])('an upload shows how far it is where that is wanted (%s)', async (shown) => {
  const bars: string[] = [];
  const context = {
    hub: {
      upload: (file: string, path: string, options: UploadOptions) => {
        options.onProgress?.(progress);
        return Promise.resolve();
      },
    },
    output: { showBar: (bar: string) => void bars.push(bar) },
  } as unknown as CommandContext;
  expect(await uploadFile(context, './some/lib.src.rpm', 'cli-build/x', shown)).toBe(
    'cli-build/x/lib.src.rpm',
  );
  expect(bars).toEqual(shown ? [expect.stringContaining('50% 00:00:01')] : []);
});
