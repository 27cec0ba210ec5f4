import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * What the source files of a contract say: rooms with the types of their methods, events with their fields, and shapes. A room is
 * a file with methods, or one that joins the methods of its parts.
 */
export function contractTypes(files) {
  const contract = { rooms: [], parts: new Map(), methods: new Map(), events: new Map(), shapes: new Map() };
  for (const file of files) readFile(contract, file);
  return contract;
}

/** The source files of the contract of the core. The parts of a file are in the folder of its name, and come before it. */
export function contractFiles(folder) {
  const sources = (path) =>
    readdirSync(path)
      .filter((name) => /^[\w-]+\.ts$/.test(name))
      .sort()
      .map((name) => join(path, name));
  return sources(folder).flatMap((file) => {
    const parts = file.slice(0, -'.ts'.length);
    return [...(existsSync(parts) ? sources(parts) : []), file];
  });
}

const isPart = (file) => existsSync(`${dirname(file)}.ts`);

function readFile(contract, file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  refuseUnnamed(source);
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement)) readInterface(contract, file, source, statement);
    else if (ts.isTypeAliasDeclaration(statement)) addShape(contract, source, statement);
  }
}

/*
 * A struct of which nothing is known says so by a name that gives the reason: an alias with words, and nothing else, is a
 * bare `Struct` or `Record<string, unknown>`.
 */
function refuseUnnamed(source) {
  const look = (node) => {
    if (isOpen(node, source) && !(ts.isTypeAliasDeclaration(node.parent) && docOf(node.parent) !== '')) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      throw new Error(
        `${source.fileName}:${line + 1}: say what is in this struct, or why nobody knows by the name of an alias with words`,
      );
    }
    ts.forEachChild(node, look);
  };
  look(source);
}

const isOpen = (node, source) =>
  (ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node)) &&
  /^(Struct|Record<string, unknown>)$/.test(node.getText(source));

function readInterface(contract, file, source, statement) {
  const methods = statement.members.filter((member) => entryOf(member).has('params'));
  const parts = parentsOf(statement, source).flatMap((parent) => contract.parts.get(parent) ?? []);
  if (methods.length > 0 || parts.length > 0) {
    const names = [...parts, ...methods.map((member) => nameOf(member))];
    if (isPart(file)) contract.parts.set(statement.name.text, names);
    else contract.rooms.push({ file, source, doc: docOf(statement), names });
    for (const member of methods) contract.methods.set(nameOf(member), methodOf(member, file, source));
  } else if (/Events$/.test(statement.name.text)) {
    for (const member of statement.members) {
      if (!ts.isPropertySignature(member) || member.type === undefined) continue;
      const fields = ts.isTypeLiteralNode(member.type) ? fieldsOf(member.type, source) : undefined;
      const type = written(member.type, source);
      contract.events.set(nameOf(member), { type, doc: docOf(member), fields });
    }
  } else addShape(contract, source, statement);
}

function addShape(contract, source, statement) {
  if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return;
  contract.shapes.set(statement.name.text, {
    doc: docOf(statement),
    text: statement.getText(source),
    fields: ts.isInterfaceDeclaration(statement) ? fieldsOf(statement, source) : [],
    parents: parentsOf(statement, source),
  });
}

const parentsOf = ({ heritageClauses = [] }, source) =>
  heritageClauses.flatMap(({ types }) => types.map((type) => type.getText(source)));

function methodOf(member, file, source) {
  const parts = entryOf(member);
  const collector = (kind) => parts.get(kind)?.literal?.text;
  const params = ts.isTypeLiteralNode(parts.get('params')) ? fieldsOf(parts.get('params'), source) : [];
  const result = parts.get('result');
  return {
    member,
    file,
    params,
    rest: collector('rest'),
    keywords: collector('keywords'),
    result: result === undefined ? 'never' : written(result, source),
    resultDoc: result === undefined ? '' : docOf(result.parent),
  };
}

/* The members of `name: { params: …; result: … }`. */
function entryOf(member) {
  if (!ts.isPropertySignature(member) || !member.type || !ts.isTypeLiteralNode(member.type)) return new Map();
  return new Map(
    member.type.members.flatMap((part) =>
      ts.isPropertySignature(part) && part.type ? [[nameOf(part), part.type]] : [],
    ),
  );
}

function fieldsOf(node, source) {
  return node.members.flatMap((field) =>
    ts.isPropertySignature(field) && field.type
      ? [
          {
            name: nameOf(field),
            type: written(field.type, source),
            optional: field.questionToken !== undefined,
            doc: docOf(field),
          },
        ]
      : [],
  );
}

const nameOf = ({ name }) =>
  name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : '';

function docOf(node) {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return doc === undefined ? '' : (ts.getTextOfJSDocComment(doc.comment) ?? '').replace(/\s+/g, ' ');
}

const printer = ts.createPrinter({ removeComments: true });

function written(type, source) {
  return printer.printNode(ts.EmitHint.Unspecified, type, source).replace(/\s+/g, ' ').replace(/^\| /, '');
}
