import { checkedStruct, text } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import type { Reader } from '../../rpc/reader.js';

/** By arch: the upload folder below `work` and the names of the files in it. */
export type UploadedRepodata = Record<string, [uploadPath: string, files: string[]]>;

export const uploadedRepodata: Reader<UploadedRepodata, UploadedRepodata> = (value) =>
  Object.fromEntries(Object.entries(checkedStruct(value)).map(([arch, entry]) => [arch, files(arch, entry)]));

function files(arch: string, entry: unknown): [string, string[]] {
  const [folder, names]: unknown[] = Array.isArray(entry) ? entry : [];
  if (!Array.isArray(names)) throw new CallerMistake(`no list of files for ${arch}`);
  return [text(folder), names.map(text)];
}
