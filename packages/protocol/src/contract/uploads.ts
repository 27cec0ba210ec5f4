import type { FileStats, UploadedFile } from './shapes.js';

/** Files on their way in, and the output of tasks. */
export interface UploadsApi {
  uploadFile: {
    params: {
      path: string;
      name: string;
      size: number;
      md5sum: string;
      offset: number | string;
      data: string | Uint8Array;
      volume?: string | null;
      checksum?: [algorithm: 'md5' | 'adler32', hexdigest: string] | null;
    };
    result: boolean;
  };
  checkUpload: {
    params: {
      path: string;
      name: string;
      verify?: string | null;
      tail?: number | null;
      volume?: string | null;
    };
    result: UploadedFile | null;
  };
  listTaskOutput: {
    params: { taskID: number; stat?: boolean; all_volumes?: boolean; strict?: boolean };
    result:
      | string[]
      | Record<string, string[]>
      | Record<string, FileStats>
      | Record<string, Record<string, FileStats>>;
    cases: [
      [{ stat: true; all_volumes: true }, Record<string, Record<string, FileStats>>],
      [{ stat: true }, Record<string, FileStats>],
      [{ all_volumes: true }, Record<string, string[]>],
      [{ taskID: number; stat?: false; all_volumes?: false }, string[]],
    ];
  };
  downloadTaskOutput: {
    params: { taskID: number; fileName: string; offset?: number; size?: number; volume?: string | null };
    result: string;
  };
}
