// Flags of V8 with which the sidecar is run; for images as for `npm start`.
// Measured in November 2026 on Node 20, 2 busy cores, grpc-js, memory store, 24 000
// calls of 1 KiB with 32 in flight (medians of 3 and 5): without flags 86 µs of CPU a call
// and 128 MB resident after load; with these 5 to 12 % more CPU and 85 MB. Beside them:
// --optimize-for-size 131 µs and 78 MB, a semi-space of 1 MB 95 MB, and
// --max-old-space-size=64 83 MB but an end by exhaustion when one large batch is under way.

/** The flags, as `node` takes them before the program's name. Known to Node 20, 22, 24 and 26. */
export const nodeFlags = ["--max-semi-space-size=4", "--single-threaded-gc", "--heap-growing-percent=30"];
