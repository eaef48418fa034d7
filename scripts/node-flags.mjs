// Flags of V8 with which the sidecar is run; for images as for `npm start`.
// Measured in November 2026 on Node 20, 2 busy cores, Redis, 1 KiB, 32 in flight, Dapr's
// GetState and mixed operations (medians of 4): a semi-space of 4 MB 80 and 83 MB resident
// after load, of 2 MB 74 and 75 MB for twice as many scavenges: a twelfth of the CPU of Gets,
// no more of that of mixed operations, once pretenuring was off (12.5 and 14.2 to 14.1 and 15.0 µs).
// Without --heap-growing-percent 98 MB. With --optimize-for-size 67 and 73 MB, but 40 % more
// CPU: it also gives memory back after each scavenge. --max-old-space-size=64 brings no more,
// and an end by exhaustion when one large batch is in flight. --expose-gc lets the sidecar
// collect once after it has started: 67 and 68 MB instead of 73 and 74, idle and after Gets.
// --no-allocation-site-pretenuring: otherwise V8 sees that the objects of calls survive while a
// store works, makes them in the old generation from then on, and each of them, long dead,
// keeps what it points to until a full collection.
// The first two have to be set before V8 starts: set later, one has no effect and the other ends the process. So they are in
// the first line of the bundle (which Linux before 5.1 reads up to 127 bytes), and sidecar/memory-flags.ts sets the others in
// a process that was started without them. Memory store, 1 KiB, 32 in flight, four Gets to one Set, resident after 8 s: with
// all flags 73 MB, with only those set later 100 MB (`node dist/pillion.js`), with none 112 to 137 MB.

/**
 * Variables with which the sidecar is run. glibc raises its threshold for mmap when a large block is freed, and then keeps
 * freed large values in its heap: a process that held values of 4 MiB stayed at 110 to 130 MB resident; with a fixed
 * threshold of 1 MiB it returns to 65 MB.
 */
export const nodeEnvironment = { MALLOC_MMAP_THRESHOLD_: "1048576" };

/** The flags that V8 reads only at its start, as `node` takes them before the program's name. Known to Node 20, 22, 24 and 26. */
const startFlags = ["--max-semi-space-size=2", "--single-threaded-gc"];

/** All flags. */
export const nodeFlags = [
  ...startFlags,
  "--heap-growing-percent=30",
  "--expose-gc",
  "--no-allocation-site-pretenuring",
];

const variables = Object.entries(nodeEnvironment).map(([name, value]) => `${name}=${value}`);

/** The first line of a program that can be executed. BusyBox's env has no -S; there, `node FILE` runs the program. */
export const shebang = `#!/usr/bin/env -S ${variables.join(" ")} node ${startFlags.join(" ")}`;
