/** Returns the path of grpcurl, built if it is missing. Throws if it cannot be built. */
export declare function grpcurlProgram(): string;
