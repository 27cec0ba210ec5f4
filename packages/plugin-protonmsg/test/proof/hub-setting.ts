/** What a hub process is told. */
export interface HubSetting {
  readonly hubConf: string;
  readonly pluginConf: string;
  /** A value for `DBConnectionString`. */
  readonly database: string;
}
