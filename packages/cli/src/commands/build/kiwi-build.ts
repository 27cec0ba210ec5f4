import { flag, list, text } from '@kojikit/command-line';
import { canonArch } from '@kojikit/rpm';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import type {} from '../../images/image-plugins-api.js';
import { optionalArches, pluginImageOptions } from '../../images/plugin-image-options.js';
import { knowsRepoRequests } from '../../repos/knows-repo-requests.js';
import { hubVersion } from '../../session/hub-version.js';
import { followTask } from '../../tasks/announce-task.js';

export const kiwiBuild = coreCommand({
  summary: 'Make an image with KIWI (hubs with the plugin kiwi)',
  usage: '[options] <target> <description_scm> <description_path>',
  options: {
    scratch: flag('--scratch', 'make a scratch build'),
    version: text('--version', { help: 'version of the image' }),
    release: text('--release', { help: 'release of the image' }),
    repos: list('--repo', { help: "install from this repo instead of the build tag's" }),
    repoReleasever: text('--repo-releasever', { help: 'releasever of the image' }),
    noprogress: flag('--noprogress'),
    profile: text('--kiwi-profile', { help: 'profile of the description' }),
    type: text('--type', { help: 'build type' }),
    typeAttributes: list('--type-attr', { help: 'an attribute of the build type' }),
    nameFormat: text('--result-bundle-name-format', { help: 'how the bundle is called' }),
    makePrep: flag('--make-prep', 'run "make prep" in the checkout first'),
    buildrootRepo: flag('--buildroot-repo', "the build tag's repo as well; without --repo it is anyway"),
    ...pluginImageOptions,
  },
  async run(context) {
    const { args, hub, options, warn } = context;
    const [target, scm, path] = args;
    if (target === undefined || scm === undefined || path === undefined || args.length !== 3) {
      throw new UsageError('Incorrect number of arguments');
    }
    await context.activateSession();
    const { scratch, version, release, repos, repoReleasever, profile, type, nameFormat, wait } = options;
    const { typeAttributes, makePrep, buildrootRepo } = options;
    const optional = optionalArches(options.optionalArches);
    // The version that brought requests for repos brought the choice, too.
    const choosesRepos = knowsRepoRequests(await hubVersion(hub));
    if (!choosesRepos) {
      warn('hub version is < 1.35, buildroot repo is always used in addition to specified repos');
    } else if (!buildrootRepo && repos.length === 0) warn('no repos given, using buildroot repo');
    const id = await hub.call('kiwiBuild', {
      arches: options.arches.map(canonArch),
      target,
      desc_url: scm,
      desc_path: path,
      ...(scratch && { scratch }),
      ...(optional.length > 0 && { optional_arches: optional }),
      ...(profile && { profile }),
      ...(version && { version }),
      ...(release && { release }),
      ...(makePrep && { make_prep: true }),
      ...(type && { type }),
      ...(typeAttributes.length > 0 && { type_attr: typeAttributes }),
      ...(nameFormat && { result_bundle_name_format: nameFormat }),
      ...(repos.length > 0 && { repos }),
      ...(repoReleasever && { repo_releasever: repoReleasever }),
      ...(choosesRepos && (buildrootRepo || repos.length === 0) && { use_buildroot_repo: true }),
    });
    return followTask(context, id, { wait });
  },
});
