/** A repo as the hub describes it. Times and states are the hub's own. */
export interface RepoInfo {
  readonly id: number;
  readonly state: number;
  readonly tag_id: number;
  readonly tag_name: string;
  readonly create_event: number;
  readonly opts?: Readonly<Record<string, unknown>> | null;
  readonly [field: string]: unknown;
}
