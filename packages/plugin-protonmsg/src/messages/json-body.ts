import { DateTime, Double } from '@kojikit/protocol';
import { pythonJson, pythonType } from '@kojikit/hub-core/plugin';

/**
 * The body of a message: JSON text, written as Koji writes it. Sets become lists, dates text; what JSON cannot say
 * becomes a struct that tells so, since a message must not fail the call that it is about.
 */
export function jsonBody(data: unknown): string {
  return pythonJson(plain(data));
}

function plain(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value;
  if (value instanceof Double) return Number.isFinite(value.value) ? value : unserializable(value.value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : unserializable(value);
  if (value instanceof Date) return value.toISOString().replace('T', ' ').replace('Z', '');
  if (value instanceof DateTime) return String(value);
  if (value instanceof Set) return [...value].map(plain);
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map || isPlain(value)) {
    const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
    return Object.fromEntries(
      entries
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [String(name), plain(member)]),
    );
  }
  return unserializable(value);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function unserializable(value: unknown): Record<string, string> {
  return { error: "Can't serialize", type: pythonType(value) };
}
