import { flag } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { buildGroupSpec } from '../../groups/build-group-spec.js';
import { compsDocument } from '../../groups/comps-document.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { pythonPretty } from '../../output/python-pretty.js';

export const showGroups = coreCommand({
  summary: 'Show the groups of a tag as data, comps or spec',
  anonymous: true,
  usage: '[options] <tag>',
  options: {
    comps: flag('--comps', 'as a comps file'),
    expand: flag(['-x', '--expand'], 'in a comps file: list the packages of required groups'),
    spec: flag('--spec', 'as a spec file that requires the packages of the group build'),
    showBlocked: flag('--show-blocked', 'show blocked groups and packages as well'),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, print } = context;
    const [tag] = args;
    if (tag === undefined || args.length !== 1) throw new UsageError('Incorrect number of arguments');
    if (options.showBlocked && (options.comps || options.spec)) {
      throw new UsageError("--show-blocked doesn't make sense for comps/spec output");
    }
    await context.ensureConnection();
    const groups = await hub.call('getTagGroups', { tag, incl_blocked: options.showBlocked || undefined });
    if (options.json) return printJson(context, groups);
    if (options.comps) print(compsDocument(groups, options.expand));
    else if (options.spec) print(buildGroupSpec(groups, 'buildgroups', 'build'));
    else print(pythonPretty(groups));
  },
});
