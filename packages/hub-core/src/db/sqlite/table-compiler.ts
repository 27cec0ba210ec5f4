/** What is known here of knex's compiler of table definitions. */
export interface TableCompiler {
  readonly method: string;
  readonly grouped: {
    readonly alterTable?: readonly { readonly method: string; readonly args: UniqueArguments }[];
  };
  readonly formatter: { columnize(columns: unknown): string; wrap(name: string): string };
  foreignKeys(): string;
  unique(...args: UniqueArguments): void;
}

/** What knex's `unique` takes beside the columns: a name, or more. */
type UniqueOptions =
  | string
  | { readonly indexName?: string; readonly useConstraint?: boolean; readonly predicate?: unknown }
  | undefined;
type UniqueArguments = readonly [columns: unknown, options?: UniqueOptions];

/** Unique keys of a new table as constraints of it, as on PostgreSQL, where knex makes indexes of them. */
export function withUniqueConstraints(compiler: TableCompiler): TableCompiler {
  const { foreignKeys, unique } = compiler;
  const isCreating = compiler.method === 'create' || compiler.method === 'createIfNot';
  return Object.assign(compiler, {
    foreignKeys(): string {
      const keys = (compiler.grouped.alterTable ?? []).filter(
        ({ method, args }) => method === 'unique' && isConstraint(args[1]),
      );
      const constraints = keys.map(({ args: [columns, options] }) => {
        const name = typeof options === 'string' ? options : options?.indexName;
        const named = name === undefined ? '' : `constraint ${compiler.formatter.wrap(name)} `;
        return `, ${named}unique (${compiler.formatter.columnize(columns)})`;
      });
      return foreignKeys.call(compiler) + constraints.join('');
    },
    unique(...args: UniqueArguments): void {
      if (!isCreating || !isConstraint(args[1])) unique.apply(compiler, [...args]);
    },
  });
}

function isConstraint(options: UniqueOptions): boolean {
  if (typeof options !== 'object') return true;
  return options.predicate === undefined && options.useConstraint !== false;
}
