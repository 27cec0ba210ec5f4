import ts from 'typescript';

const TEXT = ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral;

/** Names from outside must not meet what objects inherit: `__proto__` assigned to a plain object changes what it is. */
export const keysAreData = {
  meta: {
    type: 'problem',
    messages: {
      assignment: 'This name may be __proto__: make the object with dictionary(), or use a Map.',
      in: 'This name may be one that objects inherit: use Object.hasOwn, or a Map.',
      assign: 'Object.assign loses a member named __proto__: use a spread.',
    },
    schema: [],
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    if (!services?.program) return {};
    const checker = services.program.getTypeChecker();
    const mayBeAnyText = (node) => {
      const type = services.getTypeAtLocation(node);
      const parts = type.isUnion() ? type.types : [type];
      return parts.some((part) => (part.flags & TEXT) !== 0);
    };
    const isDictionary = (node) => {
      const type = checker.getNonNullableType(services.getTypeAtLocation(node));
      return type.symbol?.name === 'Dictionary' || type.aliasSymbol?.name === 'Dictionary';
    };
    const hasAnyNames = (node) =>
      checker.getIndexInfoOfType(services.getTypeAtLocation(node), ts.IndexKind.String) !== undefined;
    return {
      AssignmentExpression({ left }) {
        if (left.type !== 'MemberExpression' || !left.computed) return;
        if (mayBeAnyText(left.property) && !isDictionary(left.object)) {
          context.report({ node: left, messageId: 'assignment' });
        }
      },
      BinaryExpression({ operator, left, right }) {
        if (operator !== 'in' || left.type === 'PrivateIdentifier') return;
        if (mayBeAnyText(left) && !isDictionary(right)) context.report({ node: left, messageId: 'in' });
      },
      'CallExpression[callee.object.name="Object"][callee.property.name="assign"]'(node) {
        if (
          node.arguments.slice(1).some((source) => source.type === 'SpreadElement' || hasAnyNames(source))
        ) {
          context.report({ node, messageId: 'assign' });
        }
      },
    };
  },
};
