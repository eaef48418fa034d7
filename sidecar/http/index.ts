// The index of the http folder.
export { type AdminServer, type HttpRoute, serveAdmin } from "./admin.ts";
export type { HttpApi } from "./api-request.ts";
export { jsonReply, textReply } from "./reply.ts";
