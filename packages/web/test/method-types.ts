import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const CONTRACT = fileURLToPath(new URL('../../protocol/src/contract/', import.meta.url));

interface MethodTypes {
  readonly params: Record<string, string>;
  readonly result: string;
}

/** The types of arguments and results as the contract writes them, by the names of methods, as the text of a JSON file. */
export function methodTypes(): string {
  const methods = new Map<string, MethodTypes>();
  for (const file of readdirSync(CONTRACT)) {
    if (!/^[\w-]+\.ts$/.test(file)) continue;
    const source = ts.createSourceFile(
      file,
      readFileSync(`${CONTRACT}${file}`, 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    for (const statement of source.statements) {
      if (!ts.isInterfaceDeclaration(statement)) continue;
      for (const member of statement.members) addMethod(methods, source, member);
    }
  }
  const sorted = [...methods].sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

function addMethod(methods: Map<string, MethodTypes>, source: ts.SourceFile, member: ts.TypeElement): void {
  const parts = typesOf(member);
  const [params, result] = [parts.get('params'), parts.get('result')];
  if (params === undefined || result === undefined) return;
  const named = ts.isTypeLiteralNode(params) ? params.members : [];
  methods.set(nameOf(member), {
    params: Object.fromEntries(
      named.flatMap((param) =>
        ts.isPropertySignature(param) && param.type ? [[nameOf(param), written(param.type, source)]] : [],
      ),
    ),
    result: written(result, source),
  });
}

/* The members of `name: { params: …; result: … }`. */
function typesOf(member: ts.TypeElement): Map<string, ts.TypeNode> {
  if (!ts.isPropertySignature(member) || !member.type || !ts.isTypeLiteralNode(member.type)) return new Map();
  return new Map(
    member.type.members.flatMap((part): [string, ts.TypeNode][] =>
      ts.isPropertySignature(part) && part.type ? [[nameOf(part), part.type]] : [],
    ),
  );
}

const nameOf = ({ name }: ts.TypeElement): string =>
  name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : '';

const printer = ts.createPrinter({ removeComments: true });

function written(type: ts.TypeNode, source: ts.SourceFile): string {
  return printer.printNode(ts.EmitHint.Unspecified, type, source).replace(/\s+/g, ' ').replace(/^\| /, '');
}
