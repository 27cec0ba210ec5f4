import type { CommandContext } from '@kojikit/cli/plugin';

/** The file among a task's output that holds what the command printed. */
export const LOG_NAME = 'runroot.log';

/** A piece of a log, in bytes. */
export interface LogPiece {
  readonly offset: number;
  readonly size: number;
  /** Default: the hub's default volume. */
  readonly volume?: string;
}

/** Reads a piece of a task's log; empty behind its end. Throws the hub's fault when there is no log. */
export async function readLog(
  hub: Pick<CommandContext['hub'], 'call'>,
  taskId: number,
  { offset, size, volume }: LogPiece,
): Promise<Buffer> {
  const elsewhere = volume !== undefined && volume !== 'DEFAULT' ? { volume } : {};
  const answer = await hub.call<string>('downloadTaskOutput', [taskId, LOG_NAME], {
    offset,
    size,
    ...elsewhere,
  });
  return Buffer.from(answer, 'base64');
}
