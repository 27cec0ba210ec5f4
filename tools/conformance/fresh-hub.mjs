import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kojiHub, prepareSite, startHub, stopHub } from './site.mjs';

// The `--reset-cmd` of a replayer: replaces the running hub by one with an empty database, the users kojiadmin (an
// admin) and alice, and the scenario's configuration, from the file HUB_CONFIG_FILE and the folder PLUGIN_CONFIG_DIR.
// Where and on which database: see site.mjs.
const { HUB_CONFIG_FILE: configFile, PLUGIN_CONFIG_DIR: pluginFolder } = process.env;

await stopHub();
await prepareSite(
  configFile === undefined ? '' : readFileSync(configFile, 'utf8'),
  (pluginFolder === undefined ? [] : readdirSync(pluginFolder)).map((name) => [
    name,
    readFileSync(join(pluginFolder, name), 'utf8'),
  ]),
);
kojiHub(['init', '--admin', 'kojiadmin', '--password-file', '-'], 'pw\n');
kojiHub(['user', 'add', 'alice', '--password-file', '-'], 'pw\n');
await startHub();
