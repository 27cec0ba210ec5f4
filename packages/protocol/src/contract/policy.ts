import type { PolicyFacts, Reference } from './shapes.js';

/** Rules that decide what is allowed, and where tasks and volumes go. */
export interface PolicyApi {
  /**
   * The action that a policy answers for the data; nil when no rule fires.
   *
   * `evalPolicy(name, data)`, for anyone. Throws GenericError.
   */
  evalPolicy: { params: { name: string; data: PolicyFacts }; result: string | null };
  /**
   * An addition to Koji's API. What a policy answers for the data, and the text of the rule that decides;
   * nil without such a policy.
   *
   * `explainPolicy(name, data)`, for who holds the permission admin, or with VerbosePolicy is logged in.
   * Throws ActionNotAllowed, GenericError.
   */
  explainPolicy: {
    params: { name: string; data: PolicyFacts };
    result: { action: string; rule: string } | null;
  };
  /**
   * Whether a user may change what is in a tag, whether force would help, and why not.
   *
   * `checkTagAccess(tag_id, user_id=nil)`, for anyone. Throws GenericError, ParameterError.
   */
  checkTagAccess: {
    params: { tag_id: Reference; user_id?: number | null };
    result: [allowed: boolean, mayForce: boolean, why: string];
  };
  /**
   * Whether a package is in the list of a tag or what it inherits from, and not blocked.
   *
   * `checkTagPackage(tag, pkg)`, for anyone. Throws GenericError, ParameterError.
   */
  checkTagPackage: { params: { tag: Reference; pkg: Reference }; result: boolean };
}
