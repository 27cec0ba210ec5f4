import type { FileStats, UploadedFile } from './shapes.js';

/** Files on their way in, and the output of tasks. */
export interface UploadsApi {
  /**
   * Uploads a file in base64 chunks. Raw uploads are faster.
   *
   * `uploadFile(path, name, size, md5sum, offset, data, volume=nil, checksum=nil)`, for who is logged in.
   * Throws ActionNotAllowed, AuthError, GenericError, ParameterError.
   */
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
  /**
   * Size, time and digest of an uploaded file, or nil when there is none.
   *
   * `checkUpload(path, name, verify=nil, tail=nil, volume=nil)`, for anyone. Throws ActionNotAllowed,
   * AuthError, GenericError, ParameterError.
   */
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
  /**
   * The files that a task has uploaded.
   *
   * `listTaskOutput(taskID, stat=false, all_volumes=false, strict=false)`, for anyone. Throws GenericError,
   * ParameterError.
   */
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
  /**
   * Part of a file that a task has uploaded, as base64 text.
   *
   * `downloadTaskOutput(taskID, fileName, offset=0, size=-1, volume=nil)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  downloadTaskOutput: {
    params: { taskID: number; fileName: string; offset?: number; size?: number; volume?: string | null };
    result: string;
  };
}
