// A group of tests of the suite: a function that registers tests, each named after the
// clause that it tests. The suite passes the registering function, so that it can give
// each test its store and keys and leave out the named exceptions.
import type { Fixture } from "./fixture.ts";
import type { Subject } from "./subject.ts";

/** Registers one test; its title begins with the number of its clause. */
export type RegisterTest = (title: string, test: (t: Fixture) => Promise<void>) => void;

/** Registers the tests of one group. */
export type TestGroup = (it: RegisterTest, subject: Subject) => void;
