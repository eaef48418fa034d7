// The client's names of the contract's fields: `mutations[3].ttlMs` for
// `mutations[3].set.expiry.ttl`. A name that the client does not change is passed
// through.

const clientNames: Readonly<Record<string, string>> = {
  "expiry.ttl": "ttlMs",
  "expiry.keep": "expiry",
  "expiry.none": "expiry",
  "precondition.absent": "ifAbsent",
  "precondition.present": "ifPresent",
  "precondition.version": "ifVersion",
};

const mutationPattern = /^(mutations\[\d+\])(?:\.(?:set|delete|increment|touch|check)(?=\.|$))?/;

/** The name that the client's arguments have for a field of the contract. */
export function clientFieldOf(field: string): string {
  const [matched = "", mutation = ""] = mutationPattern.exec(field) ?? [];
  const rest = field.slice(matched.length).replace(/^\./, "");
  const name = clientNames[rest] ?? rest.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return mutation === "" || name === "" ? mutation + name : `${mutation}.${name}`;
}
