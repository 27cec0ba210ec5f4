import { dirname } from 'node:path';
import ts from 'typescript';

/**
 * What the entry of a package exports has a doc comment where it is declared. What it hands on from other packages is
 * documented there.
 */
export const documentedExports = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: '{{name}} is public: say in a doc comment what it means.' },
  },
  create(context) {
    const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices;
    const own = `${dirname(context.filename).replace(/\/src\/.*/, '/src')}/`;
    return {
      Program(node) {
        const checker = program.getTypeChecker();
        const module = checker.getSymbolAtLocation(esTreeNodeToTSNodeMap.get(node));
        for (const symbol of module === undefined ? [] : checker.getExportsOfModule(module)) {
          const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
          if (!isOwn(target, own) || target.getDocumentationComment(checker).length > 0) continue;
          context.report({ loc: placeOf(symbol, node), messageId: 'missing', data: { name: symbol.name } });
        }
      },
    };
  },
};

/** Declared in this package; a namespace that is made by `export * as` has no comment of its own. */
function isOwn({ declarations = [] }, own) {
  const [first] = declarations;
  return first !== undefined && !ts.isSourceFile(first) && first.getSourceFile().fileName.startsWith(own);
}

/** Where the entry names it; the start of the file for what `export *` brings. */
function placeOf({ name }, { body, loc }) {
  const specifiers = body.flatMap((statement) => statement.specifiers ?? []);
  return (
    specifiers.find(({ exported }) => exported?.name === name)?.loc ?? { line: loc.start.line, column: 0 }
  );
}
