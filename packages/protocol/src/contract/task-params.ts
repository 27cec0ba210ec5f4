import type { BuildOptions } from './builds.js';
import type {
  Build,
  BuilderOptions,
  DistRepoOptions,
  RepoOptions,
  RestartOptions,
  Tag,
  Target,
  User,
} from './shapes.js';

/** The parameters of each kind of task by name. Old requests may lack any of them: handlers check. */
export interface TaskParams {
  build: { src: string; target: string; opts?: BuildOptions | null };
  buildArch: {
    pkg: string;
    root: number | string;
    arch: string;
    keep_srpm: boolean;
    opts?: { repo_id?: number } | null;
  };
  rebuildSRPM: { srpm: string; build_tag: number | string; opts?: BuilderOptions | null };
  buildSRPMFromSCM: { url: string; build_tag: number | string; opts?: BuilderOptions | null };
  chainbuild: { srcs: string[][]; target: string; opts?: BuildOptions | null };
  tagBuild: {
    tag_id: number | string;
    build_id: number | string;
    force?: boolean;
    fromtag?: number | string | null;
    ignore_success?: boolean;
  };
  newRepo: {
    tag: number | string;
    event?: number | null;
    src?: boolean | null;
    debuginfo?: boolean | null;
    separate_src?: boolean | null;
    opts?: RepoOptions | null;
  };
  createrepo: { repo_id: number; arch: string; oldrepo: { id: number } | null };
  waitrepo: {
    tag: number | string;
    newer_than?: string | number | null;
    nvrs?: string[] | null;
    min_event?: number | null;
  };
  distRepo: { tag: number | string; repo_id: number; keys: string[]; task_opts: DistRepoOptions };
  createdistrepo: {
    tag: number | string;
    repo_id: number;
    arch: string;
    keys: string[];
    opts: DistRepoOptions;
  };
  buildNotification: { recipients: string[]; build: Build; target: Target | null; weburl: string };
  tagNotification: {
    recipients: string[];
    is_successful: boolean;
    tag_info: Tag | null;
    from_info: Tag | null;
    build_info: Build;
    user_info: User;
    ignore_success?: boolean | null;
    failure_msg?: string;
  };
  dependantTask: { wait_list: number[]; task_list: unknown[][] };
  restart: { host: { id: number } };
  restartVerify: { task_id: number; host: { id: number } };
  restartHosts: { options?: RestartOptions | null };
  shutdown: Record<never, never>;
  sleep: { n: number };
  fork: { n?: number; m?: number };
  subtask: { n?: number };
  waittest: { count: number; seconds?: number };
}
