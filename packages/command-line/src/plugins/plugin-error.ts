/** Says which plugin could not be loaded, from which file, and why. */
export class PluginError extends Error {
  /** The name that was asked for. */
  readonly plugin: string;
  /** Where the plugin is; undefined when it was not found. */
  readonly file: string | undefined;
  /** Why, without plugin and file. */
  readonly reason: string;

  constructor(
    { plugin, file, reason }: { plugin: string; file?: string; reason: string },
    options?: ErrorOptions,
  ) {
    super(`plugin ${plugin}${file === undefined ? '' : ` (${file})`}: ${reason}`, options);
    this.name = 'PluginError';
    this.plugin = plugin;
    this.file = file;
    this.reason = reason;
  }
}
