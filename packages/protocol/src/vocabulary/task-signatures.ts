/** How the parameters of a task are laid out when they came by position. */
export interface TaskSignature {
  /** `[name]` must be given; `[name, default]` may be left out. */
  readonly parameters: readonly (readonly [name: string] | readonly [name: string, fallback: unknown])[];
  /** Under this name further positional values are collected. */
  readonly rest?: string;
  /** Under this name further named values are collected. */
  readonly keywords?: string;
}

/**
 * The positional parameters of Koji's tasks by method, newest signature first tried. `[name]` must be given,
 * `[name, default]` may be left out.
 */
export const TASK_SIGNATURES: Readonly<Record<string, readonly TaskSignature[]>> = {
  appliance: [{ parameters: [['name'], ['version'], ['arch'], ['target'], ['ksfile'], ['opts', null]] }],
  build: [{ parameters: [['src'], ['target'], ['opts', null]] }],
  buildArch: [{ parameters: [['pkg'], ['root'], ['arch'], ['keep_srpm'], ['opts', null]] }],
  buildMaven: [{ parameters: [['url'], ['build_tag'], ['opts', null]] }],
  buildNotification: [{ parameters: [['recipients'], ['build'], ['target'], ['weburl']] }],
  buildSRPMFromSCM: [{ parameters: [['url'], ['build_tag'], ['opts', null]] }],
  chainbuild: [{ parameters: [['srcs'], ['target'], ['opts', null]] }],
  chainmaven: [{ parameters: [['builds'], ['target'], ['opts', null]] }],
  createAppliance: [
    {
      parameters: [
        ['name'],
        ['version'],
        ['release'],
        ['arch'],
        ['target_info'],
        ['build_tag'],
        ['repo_info'],
        ['ksfile'],
        ['opts', null],
      ],
    },
  ],
  createImage: [
    {
      parameters: [
        ['name'],
        ['version'],
        ['release'],
        ['arch'],
        ['target_info'],
        ['build_tag'],
        ['repo_info'],
        ['inst_tree'],
        ['opts', null],
      ],
    },
  ],
  createLiveCD: [
    {
      parameters: [
        ['name'],
        ['version'],
        ['release'],
        ['arch'],
        ['target_info'],
        ['build_tag'],
        ['repo_info'],
        ['ksfile'],
        ['opts', null],
      ],
    },
  ],
  createLiveMedia: [
    {
      parameters: [
        ['name'],
        ['version'],
        ['release'],
        ['arch'],
        ['target_info'],
        ['build_tag'],
        ['repo_info'],
        ['ksfile'],
        ['opts', null],
      ],
    },
  ],
  createdistrepo: [{ parameters: [['tag'], ['repo_id'], ['arch'], ['keys'], ['opts']] }],
  createrepo: [{ parameters: [['repo_id'], ['arch'], ['oldrepo']] }],
  default: [{ parameters: [], rest: 'args', keywords: 'opts' }],
  dependantTask: [{ parameters: [['wait_list'], ['task_list']] }],
  distRepo: [{ parameters: [['tag'], ['repo_id'], ['keys'], ['task_opts']] }],
  fork: [
    {
      parameters: [
        ['n', 5],
        ['m', 37],
      ],
    },
  ],
  image: [{ parameters: [['name'], ['version'], ['arches'], ['target'], ['inst_tree'], ['opts', null]] }],
  indirectionimage: [{ parameters: [['opts']] }],
  livecd: [{ parameters: [['name'], ['version'], ['arch'], ['target'], ['ksfile'], ['opts', null]] }],
  livemedia: [{ parameters: [['name'], ['version'], ['arches'], ['target'], ['ksfile'], ['opts', null]] }],
  maven: [{ parameters: [['url'], ['target'], ['opts', null]] }],
  newRepo: [
    { parameters: [['tag'], ['event', null], ['src', false], ['debuginfo', false], ['separate_src', false]] },
    {
      parameters: [
        ['tag'],
        ['event', null],
        ['src', null],
        ['debuginfo', null],
        ['separate_src', null],
        ['opts', null],
      ],
    },
  ],
  rebuildSRPM: [{ parameters: [['srpm'], ['build_tag'], ['opts', null]] }],
  restart: [{ parameters: [['host']] }],
  restartHosts: [{ parameters: [['options', null]] }],
  restartVerify: [{ parameters: [['task_id'], ['host']] }],
  runroot: [
    {
      parameters: [
        ['root'],
        ['arch'],
        ['command'],
        ['keep', false],
        ['packages', []],
        ['mounts', []],
        ['repo_id', null],
        ['skip_setarch', false],
        ['weight', null],
        ['upload_logs', null],
        ['new_chroot', false],
      ],
    },
  ],
  saveFailedTree: [{ parameters: [['buildrootID'], ['full', false]] }],
  shutdown: [{ parameters: [] }],
  sleep: [{ parameters: [['n']] }],
  someMethod: [{ parameters: [], rest: 'args' }],
  subtask: [{ parameters: [['n', 4]] }],
  tagBuild: [
    {
      parameters: [['tag_id'], ['build_id'], ['force', false], ['fromtag', null], ['ignore_success', false]],
    },
  ],
  tagNotification: [
    {
      parameters: [
        ['recipients'],
        ['is_successful'],
        ['tag_info'],
        ['from_info'],
        ['build_info'],
        ['user_info'],
        ['ignore_success', null],
        ['failure_msg', ''],
      ],
    },
  ],
  vmExec: [{ parameters: [['name'], ['task_info'], ['opts']] }],
  waitrepo: [{ parameters: [['tag'], ['newer_than', null], ['nvrs', null], ['min_event', null]] }],
  waittest: [{ parameters: [['count'], ['seconds', 10]] }],
  winbuild: [{ parameters: [['name'], ['source_url'], ['target'], ['opts']] }],
  wrapperRPM: [{ parameters: [['spec_url'], ['build_target'], ['build'], ['task'], ['opts', null]] }],
};
