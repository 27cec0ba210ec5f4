import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root, workspacePackages } from '../packages/workspace.mjs';
import { contractFiles, contractTypes } from './contract-types.mjs';
import { methodFacts } from './method-facts.mjs';

const CONTRACT = join(root, 'packages/protocol/src/contract');

/** The methods of Koji itself; those that are not among them are additions. */
const OF_KOJI = new Set(
  JSON.parse(readFileSync(join(root, 'packages/protocol/fixtures/api.json'), 'utf8')).map(({ name }) => name),
);

/**
 * The reference of the core and of each plugin that has a part for the hub: `owner` is the package, `contract` what its types
 * say, `reference` everything together as it is written to `reference.json`.
 * @param {ReadonlyMap<string, { methods, policyTests }>} hubs what is registered, by package name
 */
export async function references(hubs) {
  const { FAULTS } = await import('@kojikit/protocol');
  const owners = workspacePackages().filter(({ manifest }) => hubs.has(manifest.name));
  const entries = owners.map(({ path, manifest }) =>
    manifest.kojikit?.hub ? join(path, 'src/hub.ts') : join(path, 'src/rooms.ts'),
  );
  const facts = methodFacts(entries, Object.keys(FAULTS));
  return owners.map((owner) => {
    const isCore = !owner.manifest.kojikit?.hub;
    const contract = contractTypes(isCore ? contractFiles(CONTRACT) : [join(owner.path, 'src/api.ts')]);
    const plugin = isCore ? undefined : owner.manifest.name;
    return {
      owner,
      isCore,
      contract,
      reference: referenceOf(hubs.get(owner.manifest.name), contract, facts, plugin),
    };
  });
}

function referenceOf({ methods, policyTests }, contract, facts, plugin) {
  const described = [...methods]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map((method) => [method.name, methodOf(method, contract, facts, plugin)]);
  return {
    methods: Object.fromEntries(described),
    events: Object.fromEntries(
      [...contract.events].map(([name, { type, doc, fields }]) => [
        name,
        eventOf(name, { type, doc, fields: fields ?? fieldsOfShape(contract, type) }),
      ]),
    ),
    policyTests: Object.fromEntries(
      [...policyTests]
        .sort((one, other) => (one.name < other.name ? -1 : 1))
        .map(({ name, usage = '', doc = '', policies }) => [name, { usage, doc, policies }]),
    ),
  };
}

function eventOf(name, event) {
  if (event.doc === '')
    throw new Error(`the event ${name} has no words: they stand above it in the contract`);
  const mute = event.fields.find(({ doc }) => doc === '');
  if (mute !== undefined)
    throw new Error(
      `the event ${name}: its member ${mute.name} has no words: they stand above it in the contract`,
    );
  return event;
}

/** Words for what Koji's hub says nothing of: `system.methodHelp` answers as it does. */
const UNTOLD = { getKojiVersion: 'The version of Koji that the hub answers as.' };

function methodOf({ name, doc: told, who, params }, contract, allFacts, plugin) {
  const doc = told === '' ? UNTOLD[name] : told;
  if (doc === undefined) throw new Error(`the method ${name} has no words: its definition needs a doc`);
  const facts = allFacts.get(name);
  if (facts === undefined)
    throw new Error(`the definition of ${name} was not found: its name must be known to the compiler`);
  const types = contract.methods.get(name);
  const room = contract.rooms.find(({ names }) => names.includes(name));
  const typed = new Map(types?.params.map((param) => [param.name, param]));
  return {
    room: plugin ?? (room && basename(room.file, '.ts')),
    doc,
    params: params.map((param) => ({
      name: param.name,
      kind: param.kind,
      type: typed.get(param.name)?.type ?? 'unknown',
      doc: typed.get(param.name)?.doc ?? '',
      ...(param.hasDefault && param.kind === 'plain' && { default: param.default }),
    })),
    result: types?.result ?? 'unknown',
    resultDoc: types?.resultDoc ?? '',
    access: who ?? null,
    throws: facts.throws,
    emits: facts.emits,
    addition: plugin === undefined && !OF_KOJI.has(name),
    plugin,
  };
}

/* `StateChange<AnnouncedTask>` has the fields of StateChange; those of parents come first. */
function fieldsOfShape(contract, type) {
  const shape = contract.shapes.get(/^\w+/.exec(type)?.[0]);
  if (shape === undefined) return [];
  return [...shape.parents.flatMap((parent) => fieldsOfShape(contract, parent)), ...shape.fields];
}

/** How a method is called, as Koji writes it: `getTag(tagInfo, strict=false)`. */
export function callForm(name, { params }) {
  const shown = params.map((param) => {
    if (param.kind === 'rest') return `*${param.name}`;
    if (param.kind === 'keywords') return `**${param.name}`;
    return 'default' in param ? `${param.name}=${defaultText(param)}` : param.name;
  });
  return `${name}(${shown.join(', ')})`;
}

/** A default as it is written in calls. */
export const defaultText = ({ default: value }) => (value === null ? 'nil' : JSON.stringify(value));
