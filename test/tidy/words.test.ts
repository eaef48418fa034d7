// Plain English: words that the glossary (docs/glossary.md) replaces, and odd words, are in no code, comment, message, document or test name. Names like `passengerCount` are read as words, too.
import { expect, it } from "vitest";
import { judge } from "./exemptions.ts";
import { type TextFile, textFiles } from "./text-files.ts";

// What to write instead is in docs/glossary.md.
const oddWords = [
  "anew",
  "bitten",
  "complaints?",
  "departs?",
  "departed",
  "departures?",
  "dial(?:s|l?ed|l?ing)",
  "everybody",
  "faces?",
  "foretold",
  "gates?",
  "greets?",
  "greeted",
  "greetings?",
  "heard",
  "hears",
  "in vain",
  "no one",
  "nobody",
  "of ours",
  "passengers?",
  "prophec(?:y|ies)",
  "said",
  "scenes?",
  "sealed",
  "stor(?:y|ies)",
  "strangers?",
  "surroundings",
  "tidings",
  "told",
  "to and fro",
  "travel(?:s|led)?",
  "under way",
  "who(?:so)?ever",
  "whom",
  "wish(?:es)?",
];

// Words with a term of the field in their place: reply, result; reject; request, call.
const glossaryWords = ["answer(?:s|ed|ing)?", "refus(?:e|es|ed|al|als|ing)", "asks?", "asked"];

// The words of the field and of others: a connection is refused, users and Dapr's options have names; HTTP/2 has
// REFUSED_STREAM, and counters of what a limit has rejected are named after it.
const allowed =
  /ECONNREFUSED|connections? (?:(?:is|are|was|were|be) )?refused|refused? (?:the |a )?connection|REFUSED_STREAM|refusedStream|[a-z]+Refused\b|[a-z]+RefusedPer[A-Z][a-z]+/gi;

// These files list the words.
const lists = new Set(["test/tidy/words.test.ts", "docs/glossary.md"]);

function find(words: readonly string[]): string[] {
  const pattern = new RegExp(`\\b(?:${words.join("|")})\\b`, "gi");
  const placesIn = ({ path, text }: TextFile): string[] =>
    text.split("\n").flatMap((line, index) => {
      const spaced = line
        .replace(allowed, "")
        // The redirection of a Redis Cluster.
        .replace(/\bASK\b/g, "")
        .replace(/([a-z])([A-Z])/g, "$1 $2")
        .replaceAll("_", " ");
      const found = spaced.match(pattern) ?? [];
      return found.map((word) => `${path}:${index + 1}: "${word}"`);
    });
  return textFiles.filter(({ path }) => !lists.has(path)).flatMap(placesIn);
}

it("no file has an odd word", () => {
  expect(judge("odd-words", find(oddWords))).toEqual([]);
});

it("no file has a word that the glossary replaces", () => {
  expect(judge("glossary-words", find(glossaryWords))).toEqual([]);
});
