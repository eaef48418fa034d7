// Requests over gRPC with etags of every form, for every store.
import type { Scenario } from "./comparison.ts";
import {
  drop,
  etag,
  firstWrite,
  get,
  item,
  lastWrite,
  remove,
  removeAll,
  save,
  transact,
  upsert,
  uuid,
} from "./grpc-steps.ts";

/** Etags of every form that some store uses, and of no form. */
const etags = [
  "1",
  "0",
  "-1",
  "+1",
  "01",
  "999999",
  "4294967295",
  "4294967296",
  "99999999999999999999",
  "text",
  " ",
  uuid,
];

/** The scenarios about etags. */
export const etagScenarios: readonly Scenario[] = [
  {
    name: "the current etag of the record",
    steps: [
      save(item("a", "1")),
      save(item("a", "2", etag("{etag:a}"))),
      get("a"),
      remove("a", etag("{etag:a}")),
      get("a"),
    ],
  },
  {
    name: "a former etag of the record",
    steps: [
      save(item("a", "1")),
      save(item("a", "2", etag("{etag:a}"))),
      get("a"),
      save(item("b", "1")),
      remove("b", etag("{etag:b}")),
      get("b"),
    ],
  },
  {
    name: "an empty etag",
    steps: [
      save(item("a", "1", etag(""))),
      save(item("a", "2", etag(""))),
      get("a"),
      remove("a", etag("")),
      get("a"),
    ],
  },
  ...etags.flatMap((value): Scenario[] => [
    {
      name: `the etag ${JSON.stringify(value)} on a record`,
      steps: [
        save(item("a", "1")),
        save(item("a", "2", etag(value))),
        get("a"),
        remove("a", etag(value)),
        get("a"),
      ],
    },
    {
      name: `the etag ${JSON.stringify(value)} on a missing record`,
      steps: [save(item("a", "2", etag(value))), get("a"), remove("gone", etag(value)), get("gone")],
    },
    {
      name: `the etag ${JSON.stringify(value)} with first-write`,
      steps: [
        save(item("a", "1")),
        save(item("a", "2", { ...etag(value), ...firstWrite })),
        get("a"),
        save(item("b", "1", { ...etag(value), ...firstWrite })),
        get("b"),
      ],
    },
    {
      name: `the etag ${JSON.stringify(value)} with last-write`,
      steps: [
        save(item("a", "1")),
        save(item("a", "2", { ...etag(value), ...lastWrite })),
        get("a"),
        save(item("b", "1", { ...etag(value), ...lastWrite })),
        get("b"),
      ],
    },
    {
      name: `the etag ${JSON.stringify(value)} in a transaction`,
      steps: [
        save(item("a", "1")),
        transact(upsert("a", "2", etag(value))),
        get("a"),
        transact(drop("a", etag(value))),
        get("a"),
        transact(upsert("new", "2", etag(value))),
        get("new"),
      ],
    },
    {
      name: `the etag ${JSON.stringify(value)} in a bulk delete`,
      steps: [
        save(item("a", "1"), item("b", "1")),
        removeAll({ key: "{k}a", ...etag(value) }, { key: "{k}b" }),
        get("a"),
        get("b"),
      ],
    },
    {
      name: `the etag ${JSON.stringify(value)} in a bulk save`,
      steps: [save(item("a", "1")), save(item("a", "2", etag(value)), item("b", "2")), get("a"), get("b")],
    },
  ]),
  {
    name: "first-write on a new record and then with its etag",
    steps: [
      save(item("a", "1", firstWrite)),
      get("a"),
      save(item("a", "2", { ...etag("{etag:a}"), ...firstWrite })),
      get("a"),
    ],
  },
  {
    name: "first-write without etag on a record that first-write made",
    steps: [save(item("a", "1", firstWrite)), save(item("a", "2", firstWrite)), get("a")],
  },
  {
    name: "first-write without etag on a record that a plain save made",
    steps: [save(item("a", "1")), save(item("a", "2", firstWrite)), get("a")],
  },
  {
    name: "a plain save of a record that first-write made",
    steps: [
      save(item("a", "1", firstWrite)),
      save(item("a", "2")),
      get("a"),
      save(item("a", "3", lastWrite)),
      get("a"),
    ],
  },
  {
    name: "a delete with first-write",
    steps: [
      save(item("a", "1")),
      remove("a", firstWrite),
      get("a"),
      remove("gone", firstWrite),
      save(item("b", "1")),
      remove("b", { ...etag("{etag:b}"), ...firstWrite }),
      get("b"),
    ],
  },
  {
    name: "a delete with last-write and another etag",
    steps: [save(item("a", "1")), remove("a", { ...etag("999999"), ...lastWrite }), get("a")],
  },
  {
    name: "two mismatches in one save",
    steps: [
      save(item("a", "1"), item("b", "1")),
      save(item("a", "2", etag("999999")), item("b", "2", etag("999998"))),
      get("a"),
      get("b"),
    ],
  },
  {
    name: "two mismatches in one bulk delete",
    steps: [
      save(item("a", "1"), item("b", "1")),
      removeAll({ key: "{k}a", ...etag("999999") }, { key: "{k}b", ...etag("999998") }),
      get("a"),
      get("b"),
    ],
  },
];
