// The sides that cases compare: something that runs, with records in it and a
// load process in front of it.
import type { LoadPlan, Target } from "../load/load-plan.ts";
import type { SidecarHandle, SidecarOptions } from "../processes/sidecar-handle.ts";
import { storeName } from "../processes/sidecar-handle.ts";
import type { Scene } from "./bench-case.ts";
import type { Side } from "./comparison.ts";

/** What a plan has besides its pace. */
export type PlanParts = Partial<LoadPlan> & Pick<LoadPlan, "operation">;

/** Which way into the sidecar. */
export type Face = "wire" | "grpc-js" | "dapr" | "dapr-sdk";

/** The target for a way into a sidecar. */
export function targetOf(face: Face, address: string, store = storeName): Target {
  if (face === "dapr" || face === "dapr-sdk") return { type: face, address, store };
  return { type: "client", transport: face, address };
}

/** A side that loads a target; its records are written first. */
export async function targetSide(
  scene: Scene,
  label: string,
  target: Target,
  parts: PlanParts,
): Promise<Side> {
  const load = await scene.load(target);
  const plan = scene.plan(parts);
  scene.say(`writing ${plan.keyCount} records for ${label}`);
  await load.fill(plan);
  const warmUp = { ...plan, warmUpMs: 0, measureMs: scene.pace.firstMs };
  return { label, run: (warmingUp = false) => load.run(warmingUp ? warmUp : plan) };
}

/** What a side with a sidecar of its own is. */
export interface SidecarSideOptions extends SidecarOptions {
  readonly label: string;
  /** Default: our client on the wire transport. */
  readonly face?: Face;
  readonly parts: PlanParts;
  /** True for a sidecar that is compared with: it is never slowed. */
  readonly isReference?: boolean;
}

/** A side with a sidecar of its own; the sidecar's CPU counts as `sidecar`. */
export async function sidecarSide(
  scene: Scene,
  options: SidecarSideOptions,
): Promise<Side & { sidecar: SidecarHandle }> {
  const { label, face = "wire", parts, isReference = false } = options;
  const sidecar = isReference ? await scene.reference(options) : await scene.sidecar(options);
  const observed = { sidecar: { pid: sidecar.pid, children: false }, ...parts.observed };
  const side = await targetSide(scene, label, targetOf(face, sidecar.address), { ...parts, observed });
  return { ...side, sidecar };
}
