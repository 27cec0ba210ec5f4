import type { Reference, Struct } from './shapes.js';

/** Rules that decide what is allowed, and where tasks and volumes go. */
export interface PolicyApi {
  evalPolicy: { params: { name: string; data: Struct }; result: string | null };
  /**
   * An addition to Koji's API: what a policy answers for the data, and the text of the rule that says so; nil without one.
   * For admins; for everybody who is logged in where the hub is told to be verbose (`VerbosePolicy`).
   */
  explainPolicy: {
    params: { name: string; data: Struct };
    result: { action: string; rule: string } | null;
  };
  checkTagAccess: {
    params: { tag_id: Reference; user_id?: number | null };
    result: [allowed: boolean, mayForce: boolean, why: string];
  };
  checkTagPackage: { params: { tag: Reference; pkg: Reference }; result: boolean };
}
