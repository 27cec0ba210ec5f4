import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../packages/workspace.mjs';

/**
 * What the code of each method can throw and emit: the faults that are made, and the hook events that are emitted, anywhere in
 * the code that its access rule, its readers and its handler reach. Behind an interface it is what the "Throws" of its
 * documentation says. A fault that other methods throw which it calls is among them.
 */
export function methodFacts(entries, faultNames) {
  const { options } = ts.parseJsonConfigFileContent(
    { extends: './tsconfig.base.json', compilerOptions: { noEmit: true, skipLibCheck: true } },
    ts.sys,
    root,
  );
  const program = ts.createProgram(entries, options);
  const reader = new Reader(program.getTypeChecker(), new Set(faultNames));
  for (const source of program.getSourceFiles()) {
    if (source.fileName.startsWith(join(root, 'packages/')) && !source.isDeclarationFile)
      reader.findMethods(source);
  }
  return new Map([...reader.methods].map(([name, node]) => [name, reader.factsOf(node)]));
}

/** An event whose name is not known better than this is not told of. */
const MOST_NAMES = 6;
const OF_EVERY_REQUEST = new Set(['preCommit', 'postCommit']);
/** Faults that every call may bring are not told of at each method. */
const OF_EVERY_CALL = new Set(['AuthExpired', 'RetryError', 'SequenceError', 'ServerOffline']);

class Reader {
  methods = new Map();
  #direct = new Map();

  constructor(checker, faults) {
    this.checker = checker;
    this.faults = faults;
  }

  findMethods(node) {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'method') {
      const [name, definition] = node.arguments;
      // One definition may be made for several names; they are those of its type.
      if (name !== undefined && definition !== undefined)
        for (const one of this.#namesOf(name)) this.methods.set(one, definition);
    }
    ts.forEachChild(node, (child) => this.findMethods(child));
  }

  /* Everything that can be reached from a node. */
  factsOf(start) {
    const [throws, emits, seen, queue] = [new Set(), new Set(), new Set([start]), [start]];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      const direct = this.#directOf(node);
      for (const fault of direct.throws) if (!OF_EVERY_CALL.has(fault)) throws.add(fault);
      for (const event of direct.emits) emits.add(event);
      for (const next of direct.next) {
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
    return { throws: [...throws].sort(), emits: [...emits].sort() };
  }

  #directOf(node) {
    let found = this.#direct.get(node);
    if (found === undefined) {
      found = { throws: new Set(), emits: new Set(), next: new Set() };
      this.#direct.set(node, found);
      this.#look(node, found);
    }
    return found;
  }

  #look(node, found) {
    if (ts.isTypeNode(node)) return;
    if (
      ts.isNewExpression(node) &&
      ts.isIdentifier(node.expression) &&
      this.faults.has(node.expression.text)
    ) {
      found.throws.add(node.expression.text);
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
      this.#lookAtCall(node, found);
    if (ts.isIdentifier(node)) this.#follow(node, found);
    ts.forEachChild(node, (child) => this.#look(child, found));
  }

  #lookAtCall({ expression, arguments: [first] }, found) {
    if (first === undefined) return;
    if (expression.name.text === 'emit') {
      const names = this.#namesOf(first);
      if (names.length <= MOST_NAMES) {
        for (const name of names) if (!OF_EVERY_REQUEST.has(name)) found.emits.add(name);
      }
    }
    if (expression.name.text === 'call' && ts.isStringLiteralLike(first)) {
      const called = this.methods.get(first.text);
      if (called !== undefined) found.next.add(called);
    }
  }

  #namesOf(node) {
    const type = this.checker.getTypeAtLocation(node);
    return (type.isUnion() ? type.types : [type]).flatMap((one) =>
      one.isStringLiteral() ? [one.value] : [],
    );
  }

  /* What an identifier stands for, where that is code of ours. */
  #follow(node, found) {
    let symbol = this.checker.getSymbolAtLocation(node);
    if (symbol === undefined) return;
    if (symbol.flags & ts.SymbolFlags.Alias) symbol = this.checker.getAliasedSymbol(symbol);
    for (const declaration of symbol.declarations ?? []) {
      const { fileName, isDeclarationFile } = declaration.getSourceFile();
      if (isDeclarationFile || !fileName.includes('/packages/')) continue;
      if (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) {
        if (declaration.body !== undefined) found.next.add(declaration.body);
      } else if (ts.isGetAccessor(declaration) && declaration.body !== undefined)
        found.next.add(declaration.body);
      else if (ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined) {
        // Of what a function keeps for itself the function is read anyway.
        if (declaration.parent.parent.parent === declaration.getSourceFile())
          found.next.add(declaration.initializer);
      } else if (ts.isMethodSignature(declaration)) this.#believe(declaration, found);
    }
  }

  /* What the documentation of an interface says. */
  #believe(declaration, found) {
    const text = ts
      .getJSDocCommentsAndTags(declaration)
      .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '')
      .join(' ');
    for (const [, sentence] of text.matchAll(/\b(?:throws|refuses with) ([^.]*)/gi)) {
      for (const [word] of sentence.matchAll(/\b[A-Z]\w+\b/g))
        if (this.faults.has(word)) found.throws.add(word);
    }
  }
}
