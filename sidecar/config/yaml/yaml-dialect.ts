// How scalars without quotes are read. Pillion's own file is YAML 1.2. Dapr's files are read as Go's reader does it
// (gopkg.in/yaml.v2, under sigs.k8s.io/yaml): the words of YAML 1.1 for yes and no, octal numbers with a leading zero,
// underscores in numbers. Integers of any length are exact.
import type { ScalarTag, SchemaOptions } from "yaml";

/** The rules by which a file is parsed. */
export type YamlDialect = "pillion" | "dapr";

const nullTag: ScalarTag = {
  tag: "tag:yaml.org,2002:null",
  default: true,
  test: /^(?:~|[Nn]ull|NULL)?$/,
  resolve: () => null,
};

const boolTag: ScalarTag = {
  tag: "tag:yaml.org,2002:bool",
  default: true,
  test: /^(?:[yYnN]|[Yy]es|YES|[Nn]o|NO|[Tt]rue|TRUE|[Ff]alse|FALSE|[Oo]n|ON|[Oo]ff|OFF)$/,
  resolve: (text) => /^(?:y|yes|true|on)$/i.test(text),
};

const exactMax = BigInt(Number.MAX_SAFE_INTEGER);

function exact(value: bigint): number | bigint {
  return value <= exactMax && value >= -exactMax ? Number(value) : value;
}

// As Go's strconv.ParseInt with base 0, after the underscores are removed.
function integer(text: string): number | bigint {
  const plain = text.replaceAll("_", "").toLowerCase();
  const digits = plain.replace(/^[-+]/, "").replace(/^0(?=[0-7])/, "0o");
  return exact(plain.startsWith("-") ? -BigInt(digits) : BigInt(digits));
}

const intTag: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  test: /^[-+]?(?:0_*[xX][0-9a-fA-F_]*[0-9a-fA-F]_*|0_*[bB][01_]*[01]_*|0_*[oO][0-7_]*[0-7]_*|0[0-7_]*|[1-9][0-9_]*)$/,
  resolve: integer,
};

const floatTag: ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  default: true,
  test: /^(?:[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9_]+)?|[-+]?\.[0-9]+(?:[eE][-+]?[0-9]+)?)$/,
  resolve: (text) => Number(text.replaceAll("_", "")),
};

/** The parser's options for a dialect. */
export function schemaOf(dialect: YamlDialect): SchemaOptions {
  if (dialect === "pillion") return {};
  return {
    schema: "failsafe",
    merge: true,
    customTags: (tags) => [...tags, nullTag, boolTag, intTag, floatTag],
  };
}
