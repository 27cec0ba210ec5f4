import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { root, workspacePackages } from './packages/workspace.mjs';

/**
 * `npm run measures` counts what the compiler is kept from checking, by package, in the sources without their tests:
 *
 * - `casts`: `x as Y`, other than `as const`
 * - `unknowns`: declarations of the type `unknown` in the hub and its plugins, outside of what reads the wire
 * - `conversions`: calls of `isTrue`, `pythonStr` and the like there, which a reader of the method table makes needless;
 *   how a fault's text shows a value is `faultText`'s business, and JSON and expressions in Python's spelling are formats
 * - `unchecked calls`: calls of the hub that the contract does not check
 *
 * With `--check` a number above its ceiling in measures.json is a failure; one below asks for the ceiling to be lowered,
 * which `--write` does.
 */
const CEILINGS = join(root, 'tools/measures.json');
const UNCHECKED = new Set(['callUnchecked', 'uncheckedCall', 'callByName']);

/* Where values of the wire are read: nothing on this side of the readers is typed yet. */
const readsTheWire = (file) =>
  file.startsWith(['packages', 'hub-core', 'src', 'rpc', ''].join(sep)) ||
  file.split(sep).includes('readers');
const isOfTheHub = (name, file) =>
  name === 'hub-core' || (name.startsWith('plugin-') && !/[/\\]src[/\\](cli|builder)([/\\.])/.test(file));

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) && !/\.test(-d)?\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const isConst = ({ type }) => ts.isTypeReferenceNode(type) && type.typeName.getText() === 'const';

/** The name of what is called: `isTrue(x)`, `hub.callUnchecked(…)`. */
function calledName({ expression }) {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : '';
}

function count(name, path) {
  const file = relative(root, path);
  const inHub = isOfTheHub(name, file) && !readsTheWire(file);
  const found = { casts: 0, unknowns: 0, conversions: 0, 'unchecked calls': 0 };
  const visit = (node) => {
    if (ts.isAsExpression(node) && !isConst(node)) found.casts += 1;
    if (inHub && node.type?.kind === ts.SyntaxKind.UnknownKeyword && !ts.isAsExpression(node))
      found.unknowns += 1;
    if (ts.isCallExpression(node)) {
      const called = calledName(node);
      if (inHub && /^(isTrue|python(Str|Repr|Type|TypeName))$/.test(called)) found.conversions += 1;
      if (name !== 'protocol' && UNCHECKED.has(called)) found['unchecked calls'] += 1;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}

const measured = {};
for (const { path } of workspacePackages()) {
  const name = relative(join(root, 'packages'), path);
  for (const file of sourceFiles(join(path, 'src'))) {
    for (const [what, number] of Object.entries(count(name, file))) {
      measured[what] ??= {};
      measured[what][name] = (measured[what][name] ?? 0) + number;
    }
  }
}

const ceilings = existsSync(CEILINGS) ? JSON.parse(readFileSync(CEILINGS, 'utf8')) : {};
const check = process.argv.includes('--check');
for (const [what, byPackage] of Object.entries(measured)) {
  const shown = Object.entries(byPackage).filter(
    ([name, number]) => number > 0 || (ceilings[what]?.[name] ?? 0) > 0,
  );
  const sum = shown.reduce((all, [, number]) => all + number, 0);
  console.log(`${what}: ${sum} (${shown.map(([name, number]) => `${name} ${number}`).join(', ')})`);
  for (const [name, number] of check ? shown : []) {
    const ceiling = ceilings[what]?.[name] ?? 0;
    if (number > ceiling) {
      console.error(`  too many in ${name}: ${number}, and there were ${ceiling}`);
      process.exitCode = 1;
    } else if (number < ceiling) {
      console.log(
        `  fewer in ${name} than ${ceiling}: lower the ceiling with \`npm run measures -- --write\``,
      );
    }
  }
}

if (process.argv.includes('--write')) {
  const kept = Object.fromEntries(
    Object.entries(measured).map(([what, byPackage]) => [
      what,
      Object.fromEntries(Object.entries(byPackage).filter(([, number]) => number > 0)),
    ]),
  );
  writeFileSync(CEILINGS, `${JSON.stringify(kept, null, 2)}\n`);
}
