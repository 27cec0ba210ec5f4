import type { ByteSource } from './byte-source.js';
import { withByteSource } from './byte-source.js';
import { RpmFormatError } from './errors.js';
import type { HeaderLimits } from './header-blob.js';
import {
  INTRO_LENGTH,
  MAIN_HEADER_LIMITS,
  SIGNATURE_HEADER_LIMITS,
  parseHeader,
  parseHeaderIntro,
} from './header-blob.js';
import { retrofitHeader } from './retrofit-header.js';
import type { RpmHeader } from './rpm-header.js';

/** Bytes of the lead, the oldest part of the format. */
export const LEAD_LENGTH = 96;
const LEAD_MAGIC = 0xedabeedb;
const HEADER_SIGNATURE_TYPE = 5;

/** What the lead says. All but the version is better asked of the header. */
export interface RpmLead {
  major: number;
  minor: number;
  source: boolean;
  name: string;
}

/** A stretch of a file; `end` is the first byte behind it. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Everything of a package but its payload. */
export interface RpmPackage {
  lead: RpmLead;
  /** The header of signatures and digests, with its own tag numbers (1000 is the size, not the name). */
  signature: RpmHeader;
  /** The package's header; signatures and digests are merged into it under rpm's numbers, as rpm does. */
  header: RpmHeader;
  /** The signature header with its padding. */
  signatureRange: ByteRange;
  headerRange: ByteRange;
  /** Where the payload starts. */
  payloadOffset: number;
  /** Bytes of the whole package. */
  size: number;
}

/**
 * Reads lead and headers of a version 3 or 4 package; the payload is not touched. Throws RpmFormatError when it is not
 * a package, is truncated or corrupt, or beyond `limits` (default: rpm's).
 *
 * @param source A package in memory or the path of one.
 */
export function readHeader(
  source: Buffer | string,
  options: { limits?: HeaderLimits } = {},
): Promise<RpmPackage> {
  return withByteSource(source, (bytes) => readFrom(bytes, options.limits ?? MAIN_HEADER_LIMITS));
}

/** The stretches of a package that its headers take, without reading more of them than their sizes. */
export async function findHeaders(
  bytes: ByteSource,
  limits: HeaderLimits = MAIN_HEADER_LIMITS,
): Promise<{ signatureRange: ByteRange; headerRange: ByteRange }> {
  const signatureEnd =
    LEAD_LENGTH + padded(await headerLength(bytes, LEAD_LENGTH, SIGNATURE_HEADER_LIMITS, 'signature header'));
  const headerEnd = signatureEnd + (await headerLength(bytes, signatureEnd, limits, 'header'));
  return {
    signatureRange: { start: LEAD_LENGTH, end: signatureEnd },
    headerRange: { start: signatureEnd, end: headerEnd },
  };
}

async function readFrom(bytes: ByteSource, limits: HeaderLimits): Promise<RpmPackage> {
  const lead = parseLead(await bytes.read(0, LEAD_LENGTH, 'lead'));
  const { signatureRange, headerRange } = await findHeaders(bytes, limits);
  const signature = parseHeader(await readRange(bytes, signatureRange, 'signature header'), {
    limits: SIGNATURE_HEADER_LIMITS,
    what: 'signature header',
  });
  const own = parseHeader(await readRange(bytes, headerRange, 'header'), { limits });
  if (own.string('NAME') === undefined || own.string('VERSION') === undefined) {
    throw new RpmFormatError('Invalid rpm: the header names no package');
  }
  return {
    lead,
    signature,
    header: retrofitHeader(own, signature),
    signatureRange,
    headerRange,
    payloadOffset: headerRange.end,
    size: bytes.size,
  };
}

function parseLead(lead: Buffer): RpmLead {
  if (lead.readUInt32BE(0) !== LEAD_MAGIC) throw new RpmFormatError('Invalid rpm: not an rpm package');
  const major = lead[4] ?? 0;
  if (major < 3 || major > 4) throw new RpmFormatError(`Invalid rpm: unsupported package version ${major}`);
  const signatureType = lead.readUInt16BE(78);
  if (signatureType !== HEADER_SIGNATURE_TYPE) {
    throw new RpmFormatError(`Invalid rpm: unsupported signature type ${signatureType}`);
  }
  const name = lead.subarray(10, 76);
  const zero = name.indexOf(0);
  return {
    major,
    minor: lead[5] ?? 0,
    source: lead.readUInt16BE(6) === 1,
    name: name.subarray(0, zero === -1 ? name.length : zero).toString('latin1'),
  };
}

async function headerLength(
  bytes: ByteSource,
  start: number,
  limits: HeaderLimits,
  what: string,
): Promise<number> {
  const intro = parseHeaderIntro(await bytes.read(start, INTRO_LENGTH, what), limits, what);
  return intro.length;
}

function readRange(bytes: ByteSource, range: ByteRange, what: string): Promise<Buffer> {
  return bytes.read(range.start, range.end - range.start, what);
}

/** A signature header is padded to a multiple of 8 bytes. */
function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}
