import type { CommandContext } from '../command.js';
import type { DownloadOptions } from '../files/download-file.js';

/** What the download of a build's file needs of its command. */
export type BuildDownloadContext = Pick<
  CommandContext,
  'print' | 'warn' | 'output' | 'settings' | 'interrupted'
>;

/** From where and how the files of a build are downloaded. */
export interface BuildDownload extends Pick<DownloadOptions, 'quiet' | 'noprogress' | 'place'> {
  /** URL of the hub's files. */
  readonly topurl: string;
}
