// The names of tables among the options. daprd puts them into its statements as
// they are, so they are what the server reads there: folded to lower case, in quotes
// with capital letters, and truncated (PostgreSQL documentation, 4.1.1). Pure.
import type { OptionReader } from "../../driver-kit/option-reader.ts";
import { type LayoutName, type LayoutNames, partsOfName } from "./schema/postgres-layout.ts";

const part = '(?:[A-Za-z_][A-Za-z0-9_$]*|"[A-Za-z0-9_$ -]+")';
const namePattern = new RegExp(`^(?:${part}\\.)?${part}$`);
const prefixPattern = new RegExp(`^(?:${part}\\.)?[A-Za-z0-9_$]*$`);

/** Reads the names. A name that the server truncates is a warning. */
export function tableNames(reader: OptionReader, layout: LayoutName): LayoutNames {
  const names = {
    tableName: name(reader, "tableName", "state", namePattern),
    tablePrefix: name(reader, "tablePrefix", "", prefixPattern),
    metadataTableName: name(reader, "metadataTableName", "dapr_metadata", namePattern),
  };
  if (layout === "v1") warnIfTruncated(reader, "tableName", names.tableName);
  else warnIfTruncated(reader, "tablePrefix", `${names.tablePrefix}state`);
  warnIfTruncated(reader, "metadataTableName", names.metadataTableName);
  return names;
}

function name(reader: OptionReader, option: string, byDefault: string, pattern: RegExp): string {
  const text = reader.text(option, byDefault);
  if (!pattern.test(text))
    reader.violation(
      option,
      "must consist of letters, digits, _ and $, or be in double quotes, with at most one dot, after the schema",
    );
  return text;
}

function warnIfTruncated(reader: OptionReader, option: string, text: string): void {
  for (const { written, used } of partsOfName(text)) {
    if (used.length < written.length)
      reader.warn(
        option,
        `has a name of ${written.length} characters: the server uses the first ${used.length}`,
      );
  }
}
