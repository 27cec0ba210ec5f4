import { flag, integer, list, text, toggle } from '@kojikit/command-line';
import type { BuildOptions, Struct } from '@kojikit/protocol';
import { isStruct } from '@kojikit/protocol';
import { parseArches } from '../../arguments/parse-arches.js';
import { parseJson } from '../../arguments/parse-literal.js';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { uniquePath } from '../../files/unique-path.js';
import { showsProgress, uploadFile } from '../../files/upload-file.js';
import { targetOrNone } from '../../targets/usable-target.js';
import { BACKGROUND_PRIORITY, followTask } from '../../tasks/announce-task.js';
import { buildTaskOptions, noprogressOption } from '../../tasks/build-options.js';

export const build = coreCommand({
  summary: 'Build a package from source',
  usage: '[options] <target> <srpm path or scm url>',
  description:
    'The target says which tag the build root is made of and which tag the build goes to; ' +
    'list-targets shows all of them. The target none together with --repo-id builds for no tag.',
  options: {
    skipTag: flag('--skip-tag', 'do not tag the build'),
    scratch: flag('--scratch', 'make a scratch build'),
    rebuildSrpm: toggle(
      {
        on: '--rebuild-srpm',
        onHelp: 'with --scratch: make the source rpm anew',
        off: '--no-rebuild-srpm',
        offHelp: 'with --scratch: take the source rpm as it is',
      },
      undefined,
    ),
    waitRepo: flag('--wait-repo', 'wait for a current repo of the build tag'),
    waitBuilds: list('--wait-build', { metavar: 'NVR', help: 'wait for a repo with this build' }),
    quiet: flag('--quiet', 'say nothing about the task'),
    archOverride: text('--arch-override', { help: 'with --scratch: build for these architectures' }),
    failFast: flag('--fail-fast', 'give up with the first architecture that fails'),
    repoId: integer('--repo-id', { help: 'build from this repo' }),
    noprogress: noprogressOption,
    customUserMetadata: text('--custom-user-metadata', {
      metavar: 'JSON',
      help: "an object to be kept in the build's extra.custom_user_metadata",
    }),
    draft: flag('--draft', 'make a draft build'),
    ...buildTaskOptions,
  },
  async run(context) {
    const { args, hub, options, settings, print } = context;
    const [name, source] = args;
    if (name === undefined || source === undefined || args.length !== 2) {
      throw new UsageError('Exactly two arguments (a build target and a SCM URL or srpm file) are required');
    }
    const { scratch, draft, archOverride, rebuildSrpm, repoId } = options;
    if (rebuildSrpm !== undefined && !scratch) {
      throw new UsageError('--no-/rebuild-srpm is only allowed for --scratch builds');
    }
    if (archOverride && !scratch) {
      throw new UsageError('--arch_override is only allowed for --scratch builds');
    }
    if (scratch && draft) throw new UsageError('--scratch and --draft cannot be both specfied');
    const metadata = userMetadata(options.customUserMetadata);
    const quiet = options.quiet || settings.quiet;
    await context.activateSession();
    const target = await targetOrNone(hub, name, { scratch, repoId });
    const opts: BuildOptions = {
      ...(archOverride && { arch_override: parseArches(archOverride) }),
      ...((options.skipTag || target === null) && { skip_tag: true }),
      ...(scratch && { scratch }),
      ...(repoId !== undefined && { repo_id: repoId }),
      ...(options.failFast && { fail_fast: true }),
      ...(options.waitRepo && { wait_repo: true }),
      wait_builds: options.waitBuilds,
      ...(rebuildSrpm !== undefined && { rebuild_srpm: rebuildSrpm }),
      ...(draft && { draft }),
      custom_user_metadata: metadata,
    };
    let src = source;
    if (!source.includes('://')) {
      if (!quiet) print(`Uploading srpm: ${source}`);
      const progress = showsProgress({ noprogress: options.noprogress, quiet });
      src = await uploadFile(context, source, uniquePath('cli-build'), progress);
      print();
    }
    const priority = options.background ? BACKGROUND_PRIORITY : null;
    const id = await hub.call('build', { src, target, opts, priority });
    return followTask(context, id, { wait: options.wait, quiet });
  },
});

function userMetadata(json: string | undefined): Struct {
  if (!json) return {};
  let metadata: unknown;
  try {
    metadata = parseJson(json);
  } catch {
    throw new UsageError('--custom-user-metadata is not valid JSON');
  }
  if (!isStruct(metadata)) throw new UsageError('--custom-user-metadata must be a JSON object');
  return metadata;
}
