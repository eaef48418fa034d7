// What a group of the suite is: a function that registers tests, each named
// by the clause it shows. It is given how to register, so that the suite can
// give each test its store and its keys, and leave out named exceptions.
import type { Fixture } from "./fixture.ts";
import type { Subject } from "./subject.ts";

/** Registers one test; its title begins with the number of the clause that it shows. */
export type RegisterTest = (title: string, test: (t: Fixture) => Promise<void>) => void;

/** Registers the tests of a part of the suite. */
export type TestGroup = (it: RegisterTest, subject: Subject) => void;
