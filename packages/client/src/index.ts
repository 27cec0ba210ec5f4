export type { CallOptions } from './call-options.js';
export { Client, createClient } from './client.js';
export type { LoginOptions } from './login-options.js';
export type { Auth, ClientOptions } from './client-options.js';
export {
  ClientClosedError,
  ClientError,
  HubAnswerError,
  HubConnectionError,
  HubHttpError,
  HubTimeoutError,
  HubTlsError,
  isTemporary,
  NotAHubError,
  type ClientErrorCode,
} from './errors.js';
export type { BatchAnswer, BatchAnswers } from './multicall.js';
export type { Session, SessionCredentials } from './session.js';
export type { TypedApi } from './typed-api.js';
export type { TaskOutputOptions } from './task-output.js';
export type { ChunkTarget } from './upload-chunk.js';
export type { UploadOptions, UploadSource } from './upload.js';
export type { WaitTaskOptions } from './wait-task.js';
export * from './koji-faults.js';
