import { dirname } from 'node:path';
import { compareVersions } from '@kojikit/rpm';
import { escapeText } from '../escape-text.js';

/** A Maven artifact that a repo offers. */
export interface RepoArtifact {
  readonly group_id: string;
  readonly artifact_id: string;
  readonly version: string;
  /** Where its files are. */
  readonly folder: string;
  /** Where Maven looks for it, below the root of a Maven repo: `<group>/<artifact>/<version>`. */
  readonly path: string;
}

/** The folder `maven` of a repo. All paths are below it. */
export interface MavenTree {
  /** Links to the folders of artifacts. */
  readonly links: ReadonlyMap<string, string>;
  /** The versions of each artifact as a `maven-metadata.xml`, by the folder that it goes to. */
  readonly indexes: ReadonlyMap<string, string>;
  /** What cannot be linked, since the folder of another artifact has its name. */
  readonly conflicts: readonly string[];
}

/** How a repo offers its Maven artifacts: a link to the files of each, and a list of the versions that there are. */
export function planMavenTree(artifacts: readonly RepoArtifact[], now: Date): MavenTree {
  const all = new Map(artifacts.map(({ path, folder }) => [path, folder]));
  const folders = new Set([...all.keys()].flatMap(foldersAbove));
  const links = new Map([...all].filter(([path]) => !folders.has(path)));
  const indexes = new Map<string, string>();
  for (const folder of new Set(artifacts.map(({ path }) => dirname(path)))) {
    const here = artifacts.filter(({ path }) => dirname(path) === folder);
    indexes.set(folder, mavenIndex(here, now));
  }
  return { links, indexes, conflicts: [...all.keys()].filter((path) => folders.has(path)) };
}

function foldersAbove(path: string): string[] {
  const above = dirname(path);
  return above === '.' ? [] : [above, ...foldersAbove(above)];
}

/* The highest version comes last. */
function mavenIndex(artifacts: readonly RepoArtifact[], now: Date): string {
  const { group_id: group, artifact_id: artifact } = artifacts[0]!;
  const versions = [...new Set(artifacts.map(({ version }) => version))].sort(compareVersions);
  const latest = escapeText(versions.at(-1)!);
  const list = versions.map((version) => `      <version>${escapeText(version)}</version>\n`);
  return `<?xml version="1.0"?>
<metadata>
  <groupId>${escapeText(group)}</groupId>
  <artifactId>${escapeText(artifact)}</artifactId>
  <versioning>
    <latest>${latest}</latest>
    <release>${latest}</release>
    <versions>
${list.join('')}    </versions>
    <lastUpdated>${now.toISOString().replace(/[-:T]|\..*/g, '')}</lastUpdated>
  </versioning>
</metadata>
`;
}
