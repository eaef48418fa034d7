// The index of the services folder: every service of the port as routes.
export { createServices, type ServiceDependencies } from "./services.ts";
