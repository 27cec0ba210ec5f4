import { RpmFormatError } from './errors.js';
import { SIGNATURE_HEADER_LIMITS, parseHeader } from './header-blob.js';

const SIGNATURE_PACKET = 2;
const ISSUER_SUBPACKET = 16;
/** Where a signature may be, in Koji's order: GPG, PGP, DSA, RSA. */
const SIGNATURE_TAGS = [1005, 1002, 267, 268];

/**
 * The id (8 hexadecimal digits) of the key that made the signature in a signature header, or undefined when the header
 * holds none. Throws RpmFormatError when header or signature cannot be read.
 */
export function getSignatureKey(signatureHeader: Buffer): string | undefined {
  const header = parseHeader(signatureHeader, { limits: SIGNATURE_HEADER_LIMITS, what: 'signature header' });
  for (const tag of SIGNATURE_TAGS) {
    const signature = header.binary(tag);
    if (signature !== undefined && signature.length > 0) return getSignaturePacketKey(signature);
  }
  return undefined;
}

/**
 * The id (8 hexadecimal digits) of the key that made an OpenPGP signature. Throws RpmFormatError when it is no
 * signature packet of version 3 or 4, or names no or several keys.
 */
export function getSignaturePacketKey(packet: Buffer): string {
  try {
    return packetKey(packet);
  } catch (error) {
    if (error instanceof RangeError)
      throw new RpmFormatError('Invalid OpenPGP packet length', { cause: error });
    throw error;
  }
}

function packetKey(packet: Buffer): string {
  const body = packetBody(packet);
  const version = body.readUInt8(0);
  if (version === 3) return slice(body, 11, 15).toString('hex');
  if (version !== 4) throw new RpmFormatError(`Unknown PGP signature packet version ${version}`);
  const hashedEnd = 6 + body.readUInt16BE(4);
  const unhashedEnd = hashedEnd + 2 + body.readUInt16BE(hashedEnd);
  const issuers = [
    ...issuerKeys(slice(body, 6, hashedEnd)),
    ...issuerKeys(slice(body, hashedEnd + 2, unhashedEnd)),
  ];
  const [issuer] = issuers;
  if (issuer === undefined || issuers.length !== 1) {
    throw new RpmFormatError(`Unexpected number of key IDs: ${issuers.length}`);
  }
  return issuer.subarray(-4).toString('hex');
}

function packetBody(packet: Buffer): Buffer {
  const head = packet.readUInt8(0);
  if ((head & 0x80) === 0) throw new RpmFormatError('Not an OpenPGP packet');
  const { tag, start, length } = (head & 0x40) === 0 ? oldHead(packet, head) : newHead(packet, head);
  if (packet.length !== start + length) throw new RpmFormatError('Invalid OpenPGP packet length');
  if (tag !== SIGNATURE_PACKET) throw new RpmFormatError('Not a signature packet');
  return packet.subarray(start);
}

interface PacketHead {
  tag: number;
  start: number;
  length: number;
}

function oldHead(packet: Buffer, head: number): PacketHead {
  const tag = (head & 0x3c) >> 2;
  switch (head & 0x03) {
    case 0:
      return { tag, start: 2, length: packet.readUInt8(1) };
    case 1:
      return { tag, start: 3, length: packet.readUInt16BE(1) };
    case 2:
      return { tag, start: 5, length: packet.readUInt32BE(1) };
    default:
      return { tag, start: 1, length: packet.length - 1 };
  }
}

function newHead(packet: Buffer, head: number): PacketHead {
  const tag = head & 0x3f;
  const first = packet.readUInt8(1);
  if (first < 192) return { tag, start: 2, length: first };
  if (first < 224) return { tag, start: 3, length: ((first - 192) << 8) + packet.readUInt8(2) + 192 };
  if (first === 255) return { tag, start: 6, length: packet.readUInt32BE(2) };
  throw new RpmFormatError('OpenPGP packet with partial body lengths');
}

function issuerKeys(subpackets: Buffer): Buffer[] {
  const keys: Buffer[] = [];
  let at = 0;
  while (at < subpackets.length) {
    const first = subpackets.readUInt8(at);
    let length = first;
    let start = at + 1;
    if (first === 255) {
      length = subpackets.readUInt32BE(at + 1);
      start = at + 5;
    } else if (first >= 192) {
      length = ((first - 192) << 8) + subpackets.readUInt8(at + 1) + 192;
      start = at + 2;
    }
    if (length === 0) throw new RpmFormatError('Invalid OpenPGP packet length');
    if (subpackets.readUInt8(start) === ISSUER_SUBPACKET)
      keys.push(slice(subpackets, start + 1, start + length));
    at = start + length;
  }
  return keys;
}

function slice(bytes: Buffer, start: number, end: number): Buffer {
  if (end > bytes.length) throw new RpmFormatError('Invalid OpenPGP packet length');
  return bytes.subarray(start, end);
}
