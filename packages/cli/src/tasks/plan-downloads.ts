import type { Task } from '@kojikit/protocol';

/** A task with its files and their volumes. */
export interface TaskFiles {
  task: Pick<Task, 'id' | 'method' | 'arch'>;
  output: Readonly<Record<string, readonly string[]>>;
}

/** Which files are wanted and where they go. */
export interface DownloadChoice {
  /** Architectures of rpms; all when there is none. */
  arches: readonly string[];
  logs: boolean;
  /** Files of other tasks than builds, too. */
  all: boolean;
  dirpertask: boolean;
  /** Expressions all of which must fit. */
  filter: readonly string[];
  /** Expressions none of which may fit. */
  skip: readonly string[];
}

/** A file to fetch. */
export interface PlannedDownload {
  taskId: number;
  name: string;
  volume: string;
  /** Where it goes, from the current folder. */
  path: string;
}

const BUILD_METHODS: readonly string[] = ['build', 'buildArch'];

/**
 * Chooses the files of finished tasks. Files that every architecture has under one name get the architecture into
 * their name, so that they do not overwrite each other.
 */
export function planDownloads(files: readonly TaskFiles[], choice: DownloadChoice): PlannedDownload[] {
  const { filter, skip } = choice;
  const fits = (name: string): boolean =>
    filter.every((expression) => new RegExp(expression).test(name)) &&
    !skip.some((expression) => new RegExp(expression).test(name));
  return files.flatMap(({ task, output }) =>
    Object.entries(output)
      .filter(([name]) => fits(name))
      .flatMap(([name, volumes]) => {
        const renamed = targetName(task, name, choice);
        if (renamed === undefined) return [];
        return volumes.map((volume) => ({
          taskId: task.id,
          name,
          volume,
          path: targetPath(task.id, name, volume, renamed, choice.dirpertask),
        }));
      }),
  );
}

/** The name under which a file is saved, `undefined` when it is not wanted. */
function targetName(
  task: Pick<Task, 'id' | 'method' | 'arch'>,
  name: string,
  { all, arches, logs }: DownloadChoice,
): string | undefined {
  const kind = name.endsWith('src.rpm') ? 'src.rpm' : name.slice(name.lastIndexOf('.') + 1);
  const isRpm = kind === 'rpm' || kind === 'src.rpm';
  const isBuild = BUILD_METHODS.includes(task.method);
  if (isBuild && isRpm) {
    const arch = name.split('.').at(-2) ?? '';
    return arches.length === 0 || arches.includes(arch) ? name : undefined;
  }
  if (kind === 'log' ? !logs : !all) return undefined;
  if (name.includes(task.arch) || kind === 'src.rpm') return name;
  return `${name.slice(0, -kind.length - 1)}.${task.arch}.${kind}`;
}

function targetPath(id: number, name: string, volume: string, renamed: string, perTask: boolean): string {
  const folder = volume === 'DEFAULT' ? '' : `${volume}/`;
  return perTask ? `${id}/${folder}${name}` : `${folder}${renamed}`;
}
