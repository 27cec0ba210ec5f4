import { extname } from 'node:path';
import {
  BUILD_STATES,
  BuildError,
  PathInfo,
  type Archive,
  type MavenArtifact,
  type Struct,
} from '@kojikit/protocol';
import { z } from 'zod';
import type { TaskHub } from '../hub/task-hub.js';

/** The build that is wrapped, as the request holds it. */
export const wrappedBuild = z.looseObject({
  id: z.number().int(),
  name: z.string(),
  version: z.string(),
  release: z.string(),
  epoch: z.number().int().nullish(),
  state: z.number().int(),
  volume_name: z.string().nullish(),
});
type WrappedBuild = z.infer<typeof wrappedBuild>;

/** The task whose output is wrapped, as the request holds it. */
export const wrappedTask = z.looseObject({ id: z.number().int(), method: z.string() });
type WrappedTask = z.infer<typeof wrappedTask>;

/** What is wrapped, and what the template of the spec file is told of it. */
export interface Wrapped {
  /** Paths below the hub's files. */
  readonly paths: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** A file: where it is, and the name by which the template knows it with its folder. */
interface Artifact {
  readonly name: string;
  readonly path: string;
  readonly shownPath: string;
}

const IMAGE_METHODS = ['createLiveCD', 'createAppliance', 'createImage', 'createLiveMedia'];
const UNSUPPORTED = 'unsupported build type';
/** Paths that begin below the hub's files. */
const places = new PathInfo('');

/** Finds what is wrapped. Throws BuildError if there is nothing, or nothing that can be wrapped. */
export async function wrappedFiles(
  hub: TaskHub,
  build: WrappedBuild | null,
  task: WrappedTask | null,
): Promise<Wrapped> {
  const { label, artifacts, names } = await subjectOf(hub, build, task);
  if (artifacts.length === 0) throw new BuildError(`no output found for ${label}`);
  const byEnding: Record<string, string[]> = {};
  for (const { name } of artifacts) (byEnding[extname(name)] ??= []).push(name);
  // Logs are told of, and not put beside the spec file.
  const files = artifacts.filter(({ name }) => extname(name) !== '.log');
  return {
    paths: files.map(({ path }) => path),
    values: {
      artifacts: byEnding,
      all_artifacts: artifacts.map(({ name }) => name),
      all_artifacts_with_path: files.map(({ shownPath }) => shownPath),
      ...(await names()),
    },
  };
}

/** What is wrapped, how messages call it, and what the template is told beside the files, looked up when there are any. */
interface Subject {
  readonly label: string;
  readonly artifacts: readonly Artifact[];
  readonly names: () => Promise<Record<string, unknown>>;
}

async function subjectOf(
  hub: TaskHub,
  build: WrappedBuild | null,
  task: WrappedTask | null,
): Promise<Subject> {
  const kinds = build ? await kindsOf(hub, build.id) : undefined;
  const ofBuild = build && kinds ? () => Promise.resolve({ ...namesOf(build), ...infoOf(kinds) }) : undefined;
  if (task) {
    const names = ofBuild ?? (() => valuesOfTask(hub, task));
    return { label: `task ${task.id}`, artifacts: await outputOf(hub, task.id), names };
  }
  if (!build || !kinds || !ofBuild) throw new BuildError('build and/or task must be specified');
  const label = `${build.name}-${build.version}-${build.release}`;
  return { label, artifacts: await archivesOf(hub, build, kinds), names: ofBuild };
}

interface Kinds {
  readonly maven: Struct | null;
  readonly win: Struct | null;
  readonly image: Struct | null;
}

async function kindsOf(hub: TaskHub, build: number): Promise<Kinds> {
  const [maven, win, image] = [
    await hub.call('getMavenBuild', { buildInfo: build, strict: false }),
    await hub.call('getWinBuild', { buildInfo: build, strict: false }),
    await hub.call('getImageBuild', { buildInfo: build, strict: false }),
  ];
  return { maven: maven && { ...maven }, win: win && { ...win }, image: image && { ...image } };
}

function infoOf({ maven, win, image }: Kinds): Struct {
  if (maven) return { maven_info: maven };
  if (win) return { win_info: win };
  if (image) return { image_info: image };
  throw new BuildError(UNSUPPORTED);
}

async function outputOf(hub: TaskHub, task: number): Promise<Artifact[]> {
  const output = await hub.call('listTaskOutput', { taskID: task, all_volumes: true });
  return Object.entries(output).flatMap(([file, volumes]) => {
    const name = file.slice(file.lastIndexOf('/') + 1);
    if (extname(name) === '.log') return [];
    return volumes.map((volume) => {
      const path = `${places.task(task, volume)}/${file}`.slice(1);
      // Koji's template sees a path of another volume with a slash at its start.
      return { name, path, shownPath: volume === 'DEFAULT' ? path : `/${path}` };
    });
  });
}

async function archivesOf(hub: TaskHub, build: WrappedBuild, kinds: Kinds): Promise<Artifact[]> {
  if (build.state !== BUILD_STATES.COMPLETE)
    throw new BuildError('cannot call wrapperRPM on a build that did not complete successfully');
  const folder = { ...build, volume_name: build.volume_name ?? null };
  const artifact = (top: string, shownPath: string, name: string): Artifact => ({
    name,
    path: `${top}/${shownPath}`.slice(1),
    shownPath,
  });
  if (kinds.maven) {
    const rows = await hub.call('listArchives', { buildID: build.id, type: 'maven' });
    return rows.map((row) => artifact(places.mavenBuild(folder), mavenPath(row), row.filename));
  }
  if (kinds.win) {
    const rows = await hub.call('listArchives', { buildID: build.id, type: 'win' });
    return rows.map((row) => artifact(places.winBuild(folder), places.winFile(row), row.filename));
  }
  if (kinds.image) {
    const rows = await hub.call('listArchives', { buildID: build.id, type: 'image' });
    return rows.map(({ filename }) => artifact(places.imageBuild(folder), filename, filename));
  }
  throw new BuildError(UNSUPPORTED);
}

function mavenPath({ group_id: group, artifact_id: artifact, version, filename }: Archive): string {
  if (group === undefined || artifact === undefined || version === undefined)
    throw new BuildError(`the archive ${filename} has no Maven coordinates`);
  return places.mavenFile({ group_id: group, artifact_id: artifact, version, filename });
}

const named = z.looseObject({
  epoch: z.unknown().optional(),
  name: z.unknown().optional(),
  version: z.unknown().optional(),
  release: z.unknown().optional(),
});

function namesOf({ epoch, name, version, release }: z.infer<typeof named>): Record<string, unknown> {
  return { epoch: epoch ?? null, name: name ?? null, version: version ?? null, release: release ?? null };
}

/** A scratch build is known by the result of its task alone. */
async function valuesOfTask(hub: TaskHub, { id, method }: WrappedTask): Promise<Record<string, unknown>> {
  const result = await hub.call('getTaskResult', { taskId: id });
  if (method === 'buildMaven') {
    const { maven_info: info } = mavenResult.parse(result);
    return { ...namesOf({ ...mavenNames(info), release: '0.scratch' }), maven_info: info };
  }
  const values = named.parse(result);
  if (method === 'vmExec') return { ...namesOf(values), win_info: { platform: values['platform'] ?? null } };
  if (IMAGE_METHODS.includes(method)) return namesOf(values);
  throw new BuildError(UNSUPPORTED);
}

const mavenResult = z.looseObject({
  maven_info: z.looseObject({ group_id: z.string(), artifact_id: z.string(), version: z.string() }),
});

function mavenNames(info: MavenArtifact) {
  return { name: `${info.group_id}-${info.artifact_id}`, version: info.version.replaceAll('-', '_') };
}
