import { CHECKSUM_TYPES, GenericError, type WireValue } from '@kojikit/protocol';
import { getArchive, listArchives } from '../archives/index.js';
import { getBuild } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { wholeListing } from '../query/listing.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { faultText, quoted } from '../rpc/fault-text.js';
import { fileNameOf, preferredRpm, readRpmsByIdOrName, type NameOfRpm, type RpmInfo } from '../rpms/index.js';
import type { ImportNotes } from './import-notes.js';
import type { Component, FileComponent, KojiFileComponent, RpmComponent } from './readers/component.js';

/** The RPMs and archives behind components, by their ids. */
export interface MatchedComponents {
  readonly rpms: readonly number[];
  readonly archives: readonly number[];
}

/**
 * Finds what components are. RPMs and files that the hub does not know are noted and left out, since content generators
 * also use what was not built here. Throws GenericError for a draft RPM, and for a `kojifile` that is not there or another.
 */
export async function matchComponents(
  ctx: Context,
  components: readonly Component[],
  notes: ImportNotes,
): Promise<MatchedComponents> {
  const known = await knownRpms(ctx, components);
  const rpms: number[] = [];
  const archives: number[] = [];
  for (const component of components) {
    const list = component.type === 'rpm' ? rpms : archives;
    const id = await match(ctx, component, known, notes);
    if (id !== undefined) list.push(id);
  }
  return { rpms, archives };
}

/** RPMs by their file names. */
type KnownRpms = ReadonlyMap<string, readonly RpmInfo[]>;

async function knownRpms(ctx: Context, components: readonly Component[]): Promise<KnownRpms> {
  const names = components.map(nameOf).filter((name) => name !== undefined);
  const known = new Map<string, RpmInfo[]>();
  for (const rpm of await readRpmsByIdOrName(ctx, [], names)) {
    const name = fileNameOf(rpm);
    const sameName = known.get(name);
    if (sameName === undefined) known.set(name, [rpm]);
    else sameName.push(rpm);
  }
  return known;
}

function match(
  ctx: Context,
  component: Component,
  known: KnownRpms,
  notes: ImportNotes,
): Promise<number | undefined> | number | undefined {
  switch (component.type) {
    case 'rpm':
      return matchRpm(component, known, notes);
    case 'file':
      return matchFile(ctx, component, notes);
    case 'kojifile':
      return matchKojiFile(ctx, component);
  }
}

function nameOf(component: Component): NameOfRpm | undefined {
  if (component.type !== 'rpm') return undefined;
  const { name, version, release, arch } = component.rpm;
  if (name === null || version === null || release === null || arch === null) return undefined;
  return { name, version, release, arch };
}

function matchRpm(component: RpmComponent, known: KnownRpms, notes: ImportNotes): number | undefined {
  const name = nameOf(component);
  const rpm = name && preferredRpm(known.get(fileNameOf(name)) ?? []);
  if (rpm === undefined) {
    notes.add(`IGNORING unmatched rpm component: ${quoted(component.given)}`);
    return undefined;
  }
  if (rpm.draft) throw new GenericError('Draft rpm not supported');
  if (rpm.payloadhash !== component.sigmd5) {
    notes.add(`IGNORING rpm component (md5 mismatch): ${quoted(component.given)}`);
  }
  return rpm.id;
}

async function matchFile(
  ctx: Context,
  { filename, filesize: size, checksum, checksumType, given }: FileComponent,
  notes: ImportNotes,
): Promise<number | undefined> {
  const candidates = await wholeListing(listArchives(ctx, { filename, size }));
  const type = candidates.length === 0 ? undefined : numberOfType(checksumType);
  const ofType = candidates.filter((archive) => archive.checksum_type === type);
  const found = ofType.find((archive) => archive.checksum === checksum);
  if (found !== undefined) return found.id;
  notes.add(faultText`Failed to match archive ${filename} (size ${size}, sum ${checksum}`);
  const others = candidates.length - ofType.length;
  if (others > 0) notes.add(`Match failed with ${others} type mismatches`);
  notes.add(`IGNORING unmatched archive: ${quoted(given)}`);
  return undefined;
}

function numberOfType(name: WireValue): number {
  const known = Object.entries(CHECKSUM_TYPES).find(([one]) => one === name);
  if (known === undefined) throw new CallerMistake(faultText`no such type of checksums: ${name}`);
  return known[1];
}

async function matchKojiFile(ctx: Context, { archive: id, given }: KojiFileComponent): Promise<number> {
  const archive = await getArchive(ctx, id);
  const { nvr } = await getBuild(ctx, archive.build_id);
  for (const key of ['nvr', 'filename']) {
    if (Object.hasOwn(given, key)) continue;
    throw new GenericError(`${key} field missing for component, archive_id=${archive.id}`);
  }
  const expected = {
    nvr,
    filename: archive.filename,
    filesize: archive.size,
    checksum: archive.checksum,
    checksum_type: nameOfType(archive.checksum_type),
  };
  for (const [key, value] of Object.entries(expected)) {
    if (!Object.hasOwn(given, key) || given[key] === value) continue;
    throw new GenericError(
      faultText`Component field ${key} does not match for archive_id=${archive.id}: ${value} != ${given[key]}`,
    );
  }
  return archive.id;
}

function nameOfType(number: number): string | undefined {
  return Object.entries(CHECKSUM_TYPES).find(([, one]) => one === number)?.[0];
}
