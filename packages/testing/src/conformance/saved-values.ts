import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asText, isStruct, onlyMember, type WireValue } from './wire-value.js';

/** Values that earlier steps saved, and the references of later steps to them. */
export class SavedValues {
  private readonly values = new Map<string, WireValue>();

  /** @param directory the folder that `$file64` is relative to. */
  constructor(private readonly directory: string) {}

  save(name: string, result: WireValue | undefined, path: string): void {
    this.values.set(name, (result === undefined ? undefined : valueAt(result, path)) ?? null);
  }

  /** A copy with every `$ref`, `$cat` and `$file64` replaced. */
  resolve(value: WireValue): WireValue {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item));
    if (!isStruct(value)) return value;
    const [name, content] = onlyMember(value) ?? [];
    if (name === '$ref') return this.lookUp(asText(content));
    if (name === '$cat') return (content as WireValue[]).map((part) => asText(this.resolve(part))).join('');
    if (name === '$file64') return { $base64: readFileSync(join(this.directory, asText(content)), 'base64') };
    return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, this.resolve(inner)]));
  }

  private lookUp(reference: string): WireValue {
    const dot = reference.indexOf('.');
    const name = dot < 0 ? reference : reference.slice(0, dot);
    const saved = this.values.get(name);
    if (saved === undefined) throw new Error(`nothing was saved as ${name}`);
    const found = valueAt(saved, dot < 0 ? '' : reference.slice(dot + 1));
    if (found === undefined) throw new Error(`${reference} is not in what was saved`);
    return found;
  }
}

function valueAt(value: WireValue, path: string): WireValue | undefined {
  let current: WireValue | undefined = value;
  for (const part of path === '' ? [] : path.split('.')) {
    if (Array.isArray(current)) current = current[Number(part)];
    else if (isStruct(current)) current = current[part];
    else return undefined;
  }
  return current;
}
