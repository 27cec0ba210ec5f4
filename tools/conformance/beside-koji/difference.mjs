const RUNTIME_TEXT =
  /raised an exception|missing \d+ required|takes .* positional argument|unexpected keyword argument|multiple values for|object is not|invalid literal for|Traceback/;
const MAX_SPOTS = 20;

/**
 * What two hubs said differently to one call, or undefined. Texts of faults that are worded by Koji's language or
 * database count by their code.
 * @returns its kind (`fault`, `order`, `value`) and the places
 */
export function differenceBetween(method, koji, ours) {
  if ('fault' in koji || 'fault' in ours) {
    const [right, wrong] = [faultText(koji), faultText(ours)];
    return right === wrong ? undefined : { kind: 'fault', spots: [spot('', right, wrong)] };
  }
  if (method in LISTS_OF_METHODS)
    return differenceOfMethods(LISTS_OF_METHODS[method], koji.result, ours.result);
  return differenceOfValues(koji, ours);
}

/* Methods beyond Koji's and further arguments of its own are no difference, nor is the order of the methods. */
const LISTS_OF_METHODS = {
  'system.listMethods': (name) => [name, []],
  _listapi: ({ name, argspec: [names, rest, keywords, defaults] }) => [
    name,
    [
      ...names.map((argument, index) => [argument, defaults?.at(index - names.length) ?? null]),
      ...[rest, keywords].filter((extra) => extra !== null),
    ],
  ],
};

function differenceOfMethods(entry, koji, ours) {
  const [right, wrong] = [koji, ours].map((methods) => Object.fromEntries(methods.map(entry)));
  const shared = Object.entries(wrong).filter(([name]) => name in right);
  return differenceOfValues(
    { result: right },
    { result: Object.fromEntries(shared.map(([name, args]) => [name, args.slice(0, right[name].length)])) },
  );
}

function differenceOfValues(koji, ours) {
  if (canonical(koji.result) === canonical(ours.result)) return undefined;
  if (canonical(sorted(koji.result)) === canonical(sorted(ours.result))) {
    return { kind: 'order', spots: [spot('', canonical(koji.result), canonical(ours.result))] };
  }
  return { kind: 'value', spots: [...spots(koji.result, ours.result, '')].slice(0, MAX_SPOTS) };
}

function faultText(reply) {
  if (!('fault' in reply)) return `result ${canonical(reply.result)}`;
  const { code, string } = reply.fault;
  return code === 1 || RUNTIME_TEXT.test(string) ? `fault ${code}` : `fault ${code} ${string}`;
}

function* spots(koji, ours, where) {
  if (Array.isArray(koji) && Array.isArray(ours)) {
    if (koji.length !== ours.length) yield spot(`${where}.length`, koji.length, ours.length);
    for (const [index, value] of koji.slice(0, ours.length).entries()) {
      yield* spots(value, ours[index], `${where}[${index}]`);
    }
  } else if (isStruct(koji) && isStruct(ours)) {
    for (const name of new Set([...Object.keys(koji), ...Object.keys(ours)])) {
      yield* spots(koji[name], ours[name], `${where}.${name}`);
    }
  } else if (canonical(koji) !== canonical(ours)) {
    yield spot(where, canonical(koji), canonical(ours));
  }
}

function spot(where, koji, ours) {
  return { where, koji: shorten(String(koji), String(ours)), ours: shorten(String(ours), String(koji)) };
}

/** The part of a text that differs from the other one. */
function shorten(text, other) {
  if (text.length <= 300) return text;
  let start = 0;
  while (start < text.length && text[start] === other[start]) start += 1;
  return `…${text.slice(Math.max(0, start - 60), start + 200)}…`;
}

function isStruct(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function canonical(value) {
  if (value === undefined) return 'nothing';
  return JSON.stringify(value, (name, member) => {
    if (typeof member === 'bigint') return `${member}n`;
    if (!isStruct(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/* The same rows in one order, at every depth. */
function sorted(value) {
  if (Array.isArray(value)) {
    return value.map(sorted).sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
  }
  if (!isStruct(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, sorted(member)]));
}
