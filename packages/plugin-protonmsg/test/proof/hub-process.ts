// A hub process for the proof of delivery, made to be killed. It loads its code, waits for a line on stdin that names
// its configuration, and then serves and sends; so a fresh one can stand by. Prints where it answers.
import { once } from 'node:events';
import { createHub, loadHubConfig, serve } from '@kojikit/hub-core';
import { defineHubPlugin, keywords, method, permission, read } from '@kojikit/hub-core/plugin';
import plugin from '../../src/hub.js';
import type { HubSetting } from './hub-setting.js';

/** Does what a call does, with its event, and then fails: nothing of it may be heard of. */
const failing = defineHubPlugin({
  name: 'failing',
  methods: [
    method('setArchesAndFail', {
      params: { tag: read.text, package: read.text, arches: read.text, ignored: keywords(read.struct) },
      access: permission('admin'),
      async handler(ctx, { tag, package: name, arches }) {
        await ctx.call('packageListSetArches', { taginfo: tag, pkginfo: name, arches });
        throw new Error('this call fails on purpose');
      },
    }),
  ],
});

const [line] = (await once(process.stdin, 'data')) as [Buffer];
const { hubConf, pluginConf, database } = JSON.parse(line.toString()) as HubSetting;
const { config, problems } = loadHubConfig({
  text: hubConf,
  pluginTexts: { 'protonmsg.conf': pluginConf },
  overrides: { LogLevel: 'CRITICAL', DBConnectionString: database },
});
if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
const hub = await createHub({ config, plugins: [plugin, failing] });
const server = await serve(hub, { host: '127.0.0.1', port: 0 });
hub.start();
process.stdout.write(`${server.url}/kojihub\n`);
