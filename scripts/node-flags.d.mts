/** The flags of V8 with which the sidecar is run, as `node` takes them before the program's name. */
export declare const nodeFlags: readonly string[];
/** Variables with which the sidecar is run. */
export declare const nodeEnvironment: Readonly<Record<string, string>>;
