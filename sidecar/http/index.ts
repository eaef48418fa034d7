// The index of the http folder.
export { type AdminOptions, type AdminServer, type HttpRoute, serveAdmin } from "./admin.ts";
export type { HttpApi, HttpApiRequest } from "./api-request.ts";
export { type HttpReply, jsonReply, textReply } from "./reply.ts";
