import { ConfigurationError } from '@kojikit/protocol';

const MAX_DEPTH = 10;

/**
 * Puts values of the same section into a text: `%(name)s` is replaced, `%%` is a percent sign. Throws
 * ConfigurationError on any other use of `%`, unknown names and circles.
 */
export function interpolate(value: string, values: Readonly<Record<string, string>>, depth = 1): string {
  return value.replace(/%(%|\(([^)]*)\)s|)/g, (whole, what: string, name: string | undefined) => {
    if (what === '%') return '%';
    if (name === undefined) {
      throw new ConfigurationError(`'%' must be followed by '%' or '(' in the configuration value ${value}`);
    }
    const other = values[name.toLowerCase()];
    if (other === undefined)
      throw new ConfigurationError(`no value for ${name} in the configuration value ${value}`);
    if (depth >= MAX_DEPTH)
      throw new ConfigurationError(`the configuration value of ${name} refers to itself`);
    return interpolate(other, values, depth + 1);
  });
}
