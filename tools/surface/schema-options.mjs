/**
 * The options of a plugin's configuration file, by section, from its zod schema: words, units and examples stand in `meta`
 * of each option. Throws where an example or a written default is not what the schema takes.
 */
export function optionsOfSchema(schema) {
  return Object.entries(shapeOf(schema)).map(([section, inner]) => ({
    section,
    options: Object.entries(shapeOf(inner)).map(([key, option]) => describe(section, key, option)),
  }));
}

function describe(section, key, schema) {
  const { title, description, unit, example, default: written } = metaOf(schema);
  const found = layersOf(schema).find(({ def }) => def.type === 'default' || def.type === 'prefault');
  const fallback = found?.def.defaultValue;
  const at = `${key} in [${section}]`;
  if (written !== undefined) {
    // What a function does cannot be compared: a default that holds some is compared without them.
    if (JSON.stringify(schema.parse(written)) !== JSON.stringify(fallback))
      throw new Error(`${at}: the default is not what "${written}" means`);
  }
  const { error } = schema.safeParse(example ?? written);
  const unread = error?.issues.filter(({ message }) => !message.startsWith('there is no file'));
  if (example !== undefined && unread?.length > 0)
    throw new Error(`${at}: the example "${example}": ${unread[0].message}`);
  return { name: title ?? key, doc: description, unit, example, initial: written, fallback };
}

/** The schema and what it wraps, from outside in. */
function layersOf(schema) {
  const { def } = schema;
  const inner = def.innerType ?? (def.type === 'pipe' ? def.in : undefined);
  return inner === undefined ? [schema] : [schema, ...layersOf(inner)];
}

function shapeOf(schema) {
  const object = layersOf(schema).find(({ def }) => def.type === 'object');
  if (object === undefined) throw new Error('a schema of a configuration file without sections');
  return object.shape;
}

function metaOf(schema) {
  return (
    layersOf(schema)
      .map((layer) => layer.meta())
      .find((meta) => meta?.description !== undefined) ?? {}
  );
}
