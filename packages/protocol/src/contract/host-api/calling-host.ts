import type { Float, Host, HostData, Nothing } from '../shapes.js';

/** What builders ask and tell of themselves. */
export interface CallingHostApi {
  /**
   * The id of the calling builder.
   *
   * `host.getID()`, for builders. Throws AuthError.
   */
  'host.getID': { params: Record<never, never>; result: number };
  /**
   * The calling builder.
   *
   * `host.getHost()`, for builders. Throws AuthError, GenericError, ParameterError.
   */
  'host.getHost': { params: Record<never, never>; result: Host };
  /**
   * Whether the calling builder may have tasks.
   *
   * `host.isEnabled()`, for builders. Throws AuthError, GenericError, ParameterError.
   */
  'host.isEnabled': { params: Record<never, never>; result: boolean };
  /**
   * Says that the builder is there, its load and whether it takes tasks; data is for the scheduler.
   *
   * `host.updateHost(task_load, ready, data=nil)`, for builders. Throws AuthError, ParameterError.
   */
  'host.updateHost': {
    params: { task_load: Float; ready: boolean; data?: HostData | null };
    result: Nothing;
  };
  /**
   * Tells the scheduler about the builder: a struct, or one as JSON text. It knows the member maxjobs.
   *
   * `host.setHostData(hostdata)`, for builders. Throws AuthError, ParameterError.
   */
  'host.setHostData': { params: { hostdata: HostData | string }; result: Nothing };
}
