// Generated: a serialized google.protobuf.FileDescriptorSet in base64. Do not edit.
/** Every file of the contract, for server reflection. */
export declare const fileDescriptorSet: string;
