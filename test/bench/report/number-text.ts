// Formats numbers with three significant digits, and units.
import type { Goal } from "../measure/statistics.ts";
import type { Figure } from "./report-shape.ts";

/** Three significant digits, thousands separated by spaces; a dash for NaN and infinity. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 1000) return String(Number(value.toPrecision(3))).replace(/\B(?=(\d{3})+$)/g, " ");
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  if (size >= 1) return value.toFixed(2);
  return value.toFixed(3);
}

/** A number at a plot's axis, without trailing zeros. */
export function axisText(value: number): string {
  return Math.abs(value) >= 1000 ? numberText(value) : String(Number(value.toPrecision(3)));
}

/** A value with its unit. */
export function valueText(value: number, unit: Figure["unit"]): string {
  return `${numberText(value)} ${unit}`;
}

/** `≤ 0.200 ×`, or a dash if there is no goal. */
export function goalText(goal: Goal | undefined, unit: Figure["unit"]): string {
  if (goal === undefined) return "–";
  return `${goal.relation === "at most" ? "≤" : "≥"} ${valueText(goal.value, unit)}`;
}

/** The lowest and the highest of the pairs; a dash if there is only one. */
export function rangeText({ low, high, values }: Figure): string {
  return values.length < 2 ? "–" : `${numberText(low)} to ${numberText(high)}`;
}

/** The verdict and its note. */
export function verdictText({ verdict, note }: Figure): string {
  return note === undefined ? verdict : `${verdict}; ${note}`;
}

/** How busy a load process was, as a share of one core. */
export function busyText(share: number): string {
  return `${Math.round(share * 100)} % of a core`;
}
