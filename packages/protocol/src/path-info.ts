import { DEFAULT_TOPDIR } from './vocabulary/versions.js';

interface BuildPathFields {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly volume_name?: string | null;
}

interface RpmPathFields {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly arch: string;
}

interface MavenPathFields {
  readonly group_id: string;
  readonly artifact_id: string;
  readonly version: string;
}

/**
 * Folder below the output of a task for files that are still being written: they are no output yet. Koji has none.
 */
export const UNFINISHED_FOLDER = '.unfinished';

/**
 * Where Koji keeps what, below a folder or a URL. Nothing is checked or made: names from outside have to be validated
 * before they are put into a path.
 */
export class PathInfo {
  readonly topdir: string;

  /** @param topdir a folder, or the URL of `/kojifiles`; a slash at its end is dropped */
  constructor(topdir: string = DEFAULT_TOPDIR) {
    this.topdir = topdir.replace(/\/+$/, '');
  }

  /** Root of a volume; the volume `DEFAULT` is the top folder itself. */
  volume(volume?: string | null): string {
    return volume === undefined || volume === null || volume === 'DEFAULT'
      ? this.topdir
      : `${this.topdir}/vol/${volume}`;
  }

  build(build: BuildPathFields): string {
    return `${this.volume(build.volume_name)}/packages/${build.name}/${build.version}/${build.release}`;
  }

  buildLogs(build: BuildPathFields): string {
    return `${this.build(build)}/data/logs`;
  }

  mavenBuild(build: BuildPathFields): string {
    return `${this.build(build)}/maven`;
  }

  winBuild(build: BuildPathFields): string {
    return `${this.build(build)}/win`;
  }

  imageBuild(build: BuildPathFields): string {
    return `${this.build(build)}/images`;
  }

  /** Folder of a build's files of one build type. */
  buildType(build: BuildPathFields, type: string): string {
    if (type === 'maven') return this.mavenBuild(build);
    if (type === 'win') return this.winBuild(build);
    if (type === 'image') return this.imageBuild(build);
    return `${this.build(build)}/files/${type}`;
  }

  /** Folder of an artifact below a Maven repo. */
  mavenRepo(maven: MavenPathFields): string {
    return `${maven.group_id.replaceAll('.', '/')}/${maven.artifact_id}/${maven.version}`;
  }

  /** Path of a file below a Maven repo. */
  mavenFile(maven: MavenPathFields & { readonly filename: string }): string {
    return `${this.mavenRepo(maven)}/${maven.filename}`;
  }

  /** Path of a file below `winBuild`. */
  winFile(file: { readonly relpath?: string | null; readonly filename: string }): string {
    return file.relpath ? `${file.relpath}/${file.filename}` : file.filename;
  }

  /** Path of an RPM below its build's folder. */
  rpm(rpm: RpmPathFields): string {
    return `${rpm.arch}/${rpm.name}-${rpm.version}-${rpm.release}.${rpm.arch}.rpm`;
  }

  /** Path of a signed copy below the build's folder. */
  signed(rpm: RpmPathFields, sigkey: string): string {
    return `data/signed/${sigkey}/${this.rpm(rpm)}`;
  }

  /** Path of a kept signature header below the build's folder. */
  signatureHeader(rpm: RpmPathFields, sigkey: string): string {
    return `data/sigcache/${sigkey}/${this.rpm(rpm)}.sig`;
  }

  repo(repoId: number | string, tagName: string): string {
    return `${this.topdir}/repos/${tagName}/${repoId}`;
  }

  repoCache(tagName: string): string {
    return `${this.topdir}/repos/${tagName}/cache`;
  }

  distRepo(repoId: number | string, tagName: string, volume?: string | null): string {
    return `${this.volume(volume)}/repos-dist/${tagName}/${repoId}`;
  }

  work(volume?: string | null): string {
    return `${this.volume(volume)}/work`;
  }

  /** Folder of a task's output below `work`. */
  taskRelative(taskId: number): string {
    return `tasks/${taskId % 10000}/${taskId}`;
  }

  task(taskId: number, volume?: string | null): string {
    return `${this.work(volume)}/${this.taskRelative(taskId)}`;
  }

  scratch(): string {
    return `${this.topdir}/scratch`;
  }
}
