import { taskOutput, type CommandContext } from '@kojikit/cli/plugin';
import { LOG_NAME, readLog } from './read-log.js';

/** Bytes of one download. */
const PIECE = 4 * 1024 * 1024;

/** Writes the log of the command to stdout, byte for byte; from each volume that has one. */
export async function writeLog(context: CommandContext, taskId: number): Promise<void> {
  for await (const piece of logPieces(context, taskId)) context.output.write(piece);
}

/** The log of the command in pieces; nothing when there is none. */
export async function* logPieces(
  { hub }: Pick<CommandContext, 'hub'>,
  taskId: number,
): AsyncGenerator<Buffer> {
  const volumes = (await taskOutput(hub, taskId))[LOG_NAME] ?? [];
  for (const volume of volumes) {
    for (let offset = 0; ;) {
      const piece = await readLog(hub, taskId, { offset, size: PIECE, volume });
      if (piece.length === 0) break;
      yield piece;
      offset += piece.length;
    }
  }
}
