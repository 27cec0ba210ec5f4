const compiled = new Map<string, RegExp>();

/** Whether a name fits a shell pattern with `*`, `?`, `[abc]` and `[!abc]`; the case of letters counts. */
export function matchesPattern(name: string, pattern: string): boolean {
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = toExpression(pattern);
    compiled.set(pattern, expression);
  }
  return expression.test(name);
}

/** Whether a name fits one of some patterns. */
export function matchesAny(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesPattern(name, pattern));
}

function toExpression(pattern: string): RegExp {
  const parts = pattern.match(/\*+|\?|\[!?\]?[^\]]*\]|[^]/gu) ?? [];
  const source = parts.map((part) => {
    if (part.startsWith('*')) return '.*';
    if (part === '?') return '.';
    if (part.length > 2 && part.startsWith('[')) {
      const inner = part.slice(1, -1).replaceAll('\\', '\\\\').replaceAll('[', '\\[');
      const body = (inner.startsWith('!') ? inner.slice(1) : inner).replace(/^([\]^])/, '\\$1');
      return inner.startsWith('!') ? `[^${body}]` : `[${body}]`;
    }
    return part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  });
  return new RegExp(`^(?:${source.join('')})$`, 's');
}
