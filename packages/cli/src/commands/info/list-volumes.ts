import { coreCommand } from '../../core-command.js';
import { jsonOption, printJson } from '../../output/print-json.js';

export const listVolumes = coreCommand({
  summary: 'List the storage volumes',
  anonymous: true,
  usage: '',
  options: { json: jsonOption },
  async run(context) {
    await context.ensureConnection();
    const volumes = await context.hub.call('listVolumes');
    if (context.options.json) return printJson(context, volumes);
    for (const { name } of volumes) context.print(name);
  },
});
