// A Lua file is imported as its text: `with { type: "text" }`.
declare module "*.lua" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: the module of a text has no other export
  export default text;
}
