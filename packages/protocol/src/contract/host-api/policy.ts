import type { Nothing, PolicyFacts } from '../shapes.js';

/** What builders ask the policies. */
export interface HostPolicyApi {
  /**
   * Whether a policy allows the data, and the reason. With strict a refusal is a fault. For builders.
   *
   * `host.checkPolicy(name, data, default="deny", strict=false)`, for builders. Throws ActionNotAllowed,
   * AuthError.
   */
  'host.checkPolicy': {
    params: { name: string; data: PolicyFacts; default?: string; strict?: boolean };
    result: [allowed: boolean, reason: string];
  };
  /**
   * Fails with ActionNotAllowed unless a policy allows the data. For builders.
   *
   * `host.assertPolicy(name, data, default="deny")`, for builders. Throws ActionNotAllowed, AuthError.
   */
  'host.assertPolicy': { params: { name: string; data: PolicyFacts; default?: string }; result: Nothing };
  /**
   * The action that a policy answers for the data; nil when no rule fires. For builders.
   *
   * `host.evalPolicy(name, data)`, for builders. Throws AuthError, GenericError.
   */
  'host.evalPolicy': { params: { name: string; data: PolicyFacts }; result: string | null };
}
