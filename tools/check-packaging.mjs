import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { parseAllDocuments } from 'yaml';
import { root, workspacePackages } from './packages/workspace.mjs';

/**
 * `npm run check:packaging`: looks at the files of `packaging/containers` and `packaging/kubernetes`, of which no engine runs
 * here. Container files are validated, base images have to have a version, programs that are started have to be those of packed
 * packages, and what is mounted has to be there.
 */
const problems = [];
const programs = new Map(
  workspacePackages().flatMap(({ folder, manifest }) =>
    Object.keys(manifest.bin ?? {}).map((name) => [name, folder]),
  ),
);

const containers = join(root, 'packaging/containers');
const images = readdirSync(containers).filter((name) => name.endsWith('.Dockerfile'));
for (const name of images) checkContainerFile(name, readFileSync(join(containers, name), 'utf8'));
checkCompose(parse('packaging/containers/compose.yaml'));
for (const name of readdirSync(join(root, 'packaging/kubernetes'))) checkKubernetes(name);

for (const problem of problems) console.error(problem);
console.log(
  problems.length === 0 ? `${images.length} container files are in order` : `${problems.length} problems`,
);
if (problems.length > 0) process.exitCode = 1;

function checkContainerFile(name, text) {
  for (const { range, message } of validate(text))
    problems.push(`${name}:${range.start.line + 1}: ${message}`);
  for (const [, image] of text.matchAll(/^FROM (\S+)/gm))
    if (!/:\d+\.\d+/.test(image)) problems.push(`${name}: ${image} has no version`);
  const stages = text.split(/^FROM /m);
  if (!/^USER (?!root)\w+/m.test(stages.at(-1))) problems.push(`${name}: runs as root`);
  const packed = /pack\.mjs \/packed (.*)$/m.exec(text)?.[1].split(' ') ?? [];
  const entry = /^ENTRYPOINT (.*)$/m.exec(text)?.[1];
  const words = entry?.startsWith('[') ? JSON.parse(entry) : [];
  const program = words[0] === 'tini' ? words[2] : words[0];
  if (!packed.includes(programs.get(program)))
    problems.push(`${name}: ENTRYPOINT does not start a program of the packages that are packed: ${entry}`);
}

function checkCompose([compose]) {
  const { services, volumes, secrets } = compose;
  const missing = (service, what, name) =>
    problems.push(`compose.yaml: ${service}: there is no ${what} ${name}`);
  for (const [name, service] of Object.entries(services)) {
    if (!/:\d+\.\d+/.test(service.image ?? ''))
      problems.push(`compose.yaml: ${name}: ${service.image} has no version`);
    const file = service.build?.dockerfile;
    if (file !== undefined && !images.includes(file.split('/').at(-1))) missing(name, 'file', file);
    for (const other of Object.keys(service.depends_on ?? {}))
      if (!(other in services)) missing(name, 'service', other);
    for (const secret of service.secrets ?? []) if (!(secret in secrets)) missing(name, 'secret', secret);
    for (const mount of service.volumes ?? []) {
      const [source] = mount.split(':');
      if (!source.startsWith('.') && !(source in volumes)) missing(name, 'volume', source);
    }
  }
}

function checkKubernetes(name) {
  for (const { spec } of parse(`packaging/kubernetes/${name}`)) {
    const pod = spec.template?.spec;
    if (!pod) continue;
    const volumes = pod.volumes.map((volume) => volume.name);
    for (const container of pod.containers) {
      for (const { name: mount } of container.volumeMounts)
        if (!volumes.includes(mount))
          problems.push(`${name}: ${container.name} mounts ${mount}, which is no volume`);
      if (!/:\d/.test(container.image)) problems.push(`${name}: ${container.image} has no version`);
    }
  }
}

function parse(path) {
  return parseAllDocuments(readFileSync(join(root, path), 'utf8')).map((document) => {
    for (const { message } of document.errors) problems.push(`${path}: ${message}`);
    return document.toJS();
  });
}
