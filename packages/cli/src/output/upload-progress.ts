import type { UploadProgress } from '../session/hub-session.js';
import { format } from './format.js';
import { formatSize } from './progress-bar.js';

const WIDTH = 36;

/** A line that shows how far an upload is and how fast. */
export function uploadProgressLine({ sent, total, piece, pieceSeconds, seconds }: UploadProgress): string {
  const share = total === 0 ? 0 : sent / total;
  const percent = `${String(Math.trunc(share * 100)).padStart(2, '0')}%`;
  const speed = sent === total ? total / seconds : piece / pieceSeconds;
  return format(
    '[%-36s] %4s %8s %10s %14s',
    '='.repeat(Math.trunc(share * WIDTH)),
    percent,
    clock(seconds),
    formatSize(sent),
    `${Number.isFinite(speed) ? formatSize(speed) : '- B'}/sec`,
  );
}

function clock(seconds: number): string {
  return [seconds / 3600, (seconds % 3600) / 60, seconds % 60]
    .map((part) => String(Math.trunc(part)).padStart(2, '0'))
    .join(':');
}
