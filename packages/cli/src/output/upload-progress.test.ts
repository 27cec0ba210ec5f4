import { describe, expect, it } from 'vitest';
import { uploadProgressLine } from './upload-progress.js';

describe('the progress of an upload', () => {
  const half = { sent: 1024, total: 2048, piece: 1024, pieceSeconds: 0.5, seconds: 61 };

  it('tells the share, the time, the size and the speed of the last piece', () => {
    expect(uploadProgressLine(half)).toBe(
      `[${'='.repeat(18)}${' '.repeat(18)}]  50% 00:01:01   1.00 KiB   2.00 KiB/sec`,
    );
  });

  it('tells the speed of the whole at the end', () => {
    expect(uploadProgressLine({ ...half, sent: 2048, seconds: 2 })).toContain('1.00 KiB/sec');
  });

  it('does not divide by nothing', () => {
    expect(uploadProgressLine({ sent: 0, total: 0, piece: 0, pieceSeconds: 0, seconds: 0 })).toContain(
      '- B/sec',
    );
  });
});
