/** What the hub's `getBuildConfig` says of a tag. */
export interface BuildConfig {
  readonly id: number;
  readonly name: string;
  /** Arches separated by spaces. */
  readonly arches: string | null;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}
