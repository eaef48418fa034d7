/** By name: globs of the mutated files and of the test files. */
export const parts: Readonly<
  Record<string, { readonly mutate: readonly string[]; readonly tests: readonly string[] }>
>;
