// Flags of V8 with which the sidecar is run.

/** The flags, as `node` takes them before the program's name. */
export const nodeFlags = ["--max-semi-space-size=4", "--single-threaded-gc"];
