import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import verdaccio from 'verdaccio';
import { run } from '../packages/run.mjs';

/** Scopes that a folder asks the local registry for; everything else comes from the usual one. */
const SCOPES = ['@kojikit', '@acme'];

/**
 * Starts a registry on this machine that holds nothing yet: whoever reads the `.npmrc` that `settings` gives publishes
 * there and installs from there what is of these scopes, by name, as from npm's own.
 */
export async function startLocalRegistry(folder) {
  mkdirSync(folder, { recursive: true });
  const app = await verdaccio.runServer({
    self_path: join(folder, 'config.yaml'),
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd') } },
    uplinks: {},
    packages: { '@*/*': { access: '$all', publish: '$all', unpublish: '$all' } },
    max_body_size: '100mb',
    web: { enable: false },
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${server.address().port}/`;
  // npm publishes nowhere without a token; this registry asks nobody who they are.
  const settings = [
    ...SCOPES.map((scope) => `${scope}:registry=http://${address}`),
    `//${address}:_authToken=nobody`,
    '',
  ].join('\n');
  const userConfig = join(folder, 'publish.npmrc');
  writeFileSync(userConfig, settings);
  return {
    url: `http://${address}`,
    settings,
    /** Publishes the package in `directory`, or with `--workspaces` all packages of the repository there, as they are built. */
    async publish(directory, ...options) {
      const args = ['publish', '--ignore-scripts', '--provenance=false', '--access=public', ...options];
      const { code, stderr } = await run('npm', args, { cwd: directory, env: environmentWith(userConfig) });
      if (code !== 0) throw new Error(`npm publish fails in ${directory}:\n${stderr}`);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The environment of an npm that reads this configuration: `npm run` hands its own down, which would win. */
export function environmentWith(userConfig) {
  return {
    ...process.env,
    npm_config_userconfig: userConfig,
    npm_config_cache: process.env.npm_config_cache ?? join(process.env.HOME ?? '', '.npm'),
    npm_config_ignore_scripts: 'true',
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  };
}
