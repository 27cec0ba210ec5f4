/** What the folder of a build is named after. */
export interface BuildPlace {
  name: string;
  version: string;
  release: string;
  volume_name?: string | null;
}

/** The folder of a volume below the hub's folder or URL. */
export function volumeFolder(top: string, volume: string | null | undefined): string {
  return volume && volume !== 'DEFAULT' ? `${top}/vol/${volume}` : top;
}

/** Where a build's files lie. */
export function buildFolder(top: string, build: BuildPlace): string {
  return `${volumeFolder(top, build.volume_name)}/packages/${build.name}/${build.version}/${build.release}`;
}

/** Where an rpm lies below its build's folder. */
export function rpmFile(rpm: { name: string; version: string; release: string; arch: string }): string {
  return `${rpm.arch}/${rpm.name}-${rpm.version}-${rpm.release}.${rpm.arch}.rpm`;
}

/** Where a signed copy of an rpm lies below its build's folder. */
export function signedRpmFile(rpm: Parameters<typeof rpmFile>[0], key: string): string {
  return `data/signed/${key}/${rpmFile(rpm)}`;
}

/** Where a task's output lies. */
export function taskFolder(top: string, taskId: number, volume?: string | null): string {
  return `${volumeFolder(top, volume)}/work/tasks/${taskId % 10000}/${taskId}`;
}

/** Where a repo lies. */
export function repoFolder(top: string, repoId: number | 'latest', tag: string): string {
  return `${top}/repos/${tag}/${repoId}`;
}
