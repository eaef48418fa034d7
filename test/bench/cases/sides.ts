// The sides that cases compare. A side is a running server that already holds its records, with a load process that
// calls it.
import type { LoadPlan, Target } from "../load/load-plan.ts";
import type { SidecarHandle, SidecarOptions } from "../processes/sidecar-handle.ts";
import { storeName } from "../processes/sidecar-handle.ts";
import type { CaseContext } from "./bench-case.ts";
import type { Side } from "./comparison.ts";

/** The parts of a plan that a case chooses. */
export type PlanParts = Partial<LoadPlan> & Pick<LoadPlan, "operation">;

/** How a side calls the sidecar: with our client on one of its transports, through Dapr's API, or with the Dapr SDK. */
export type ClientKind = "wire" | "grpc-js" | "dapr" | "dapr-sdk";

/** The load target for a sidecar and a kind of client. */
export function targetOf(clientKind: ClientKind, address: string, store = storeName): Target {
  if (clientKind === "dapr" || clientKind === "dapr-sdk") return { type: clientKind, address, store };
  return { type: "client", transport: clientKind, address };
}

/** Opens a side that loads a target, after writing its records. */
export async function targetSide(
  context: CaseContext,
  label: string,
  target: Target,
  parts: PlanParts,
): Promise<Side> {
  const load = await context.load(target);
  const plan = context.plan(parts);
  context.reportProgress(`writing ${plan.keyCount} records for ${label}`);
  await load.fill(plan);
  const warmUp = { ...plan, warmUpMs: 0, measureMs: context.pace.firstMs };
  return { label, run: (warmingUp = false) => load.run(warmingUp ? warmUp : plan) };
}

/** Options of a side that starts a sidecar. */
export interface SidecarSideOptions extends SidecarOptions {
  readonly label: string;
  /** Default: our client on the wire transport. */
  readonly clientKind?: ClientKind;
  readonly parts: PlanParts;
  /** True for the reference of a comparison: `--planted-us` does not slow it down. */
  readonly isReference?: boolean;
}

/** Starts a sidecar and opens a side for it. Its CPU time is accounted to the role `sidecar`. */
export async function sidecarSide(
  context: CaseContext,
  options: SidecarSideOptions,
): Promise<Side & { sidecar: SidecarHandle }> {
  const { label, clientKind = "wire", parts, isReference = false } = options;
  const sidecar = isReference ? await context.reference(options) : await context.sidecar(options);
  const observed = { sidecar: { pid: sidecar.pid, children: false }, ...parts.observed };
  const side = await targetSide(context, label, targetOf(clientKind, sidecar.address), {
    ...parts,
    observed,
  });
  return { ...side, sidecar };
}
