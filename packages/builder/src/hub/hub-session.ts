import type { HubCall } from '@kojikit/protocol';
import type { TaskHub } from './task-hub.js';

export interface UploadTarget {
  /** Folder below the hub's work folder, `tasks/N/ID` for example. */
  readonly path: string;
  readonly name: string;
  readonly volume?: string;
}

export interface StreamOptions {
  /** Told after every piece how many bytes the hub has; what it throws ends the upload. */
  readonly onProgress?: (sent: number) => void;
  /** Ends the upload, which then rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** A session with the hub: what the daemon needs beyond plain calls. */
export interface HubSession extends TaskHub {
  readonly sessionId: number;
  /** Sends a call that was made before. */
  send<Result>(call: HubCall<Result>): Promise<Result>;
  /** Writes a piece of a file on the hub at an offset; nothing checks the file as a whole. */
  uploadPiece(data: Uint8Array, offset: number, target: UploadTarget, signal?: AbortSignal): Promise<void>;
  /** Uploads a whole file in pieces and checks its size on the hub. */
  uploadFile(file: string, target: UploadTarget, options?: StreamOptions): Promise<void>;
  /** The same for bytes that come into being meanwhile; only one piece of them is held at a time. */
  uploadStream(
    source: AsyncIterable<Uint8Array>,
    target: UploadTarget,
    options?: StreamOptions,
  ): Promise<void>;
  /** Opens a session below this one: it ends with this one, and has call numbers of its own. */
  subsession(): Promise<HubSession>;
  logout(): Promise<void>;
  /** Closes connections; waiting calls fail. */
  close(): void;
}
