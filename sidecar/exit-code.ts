// The exit codes of the process.

/** `failed`: could not start, or did not stop in time. `misconfigured`: the configuration is not valid. */
export const exitCode = { ok: 0, failed: 1, misconfigured: 2 } as const;
