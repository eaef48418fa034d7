// Renders a plot as SVG: lines over linear or logarithmic axes, without scripts, fonts or other files.
import { axisText } from "./number-text.ts";
import type { Plot } from "./report-shape.ts";

const width = 560;
const height = 260;
const margin = { left: 62, right: 30, top: 12, bottom: 42 };
const colours = ["#1666b0", "#c2410c", "#2f855a", "#7c3aed", "#a16207", "#be185d"];
const ticksWanted = 5;

interface Axis {
  /** Maps a value to 0…1. */
  position(value: number): number;
  readonly ticks: readonly number[];
}

/** Escapes a text for HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function logAxis(values: readonly number[]): Axis {
  const positive = values.filter((value) => value > 0);
  const low = Math.floor(Math.log10(Math.min(...positive)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...positive))));
  const step = Math.ceil((high - low) / ticksWanted);
  const exponents = Array.from(
    { length: Math.floor((high - low) / step) + 1 },
    (_, index) => low + index * step,
  );
  return {
    position: (value) => (Math.log10(Math.max(value, 10 ** low)) - low) / (high - low),
    ticks: exponents.map((exponent) => 10 ** exponent),
  };
}

// Ticks at 1, 2 or 5 times a power of ten.
function linearAxis(values: readonly number[]): Axis {
  const high = Math.max(...values, Number.MIN_VALUE);
  const rough = high / ticksWanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const count = Math.ceil(high / step - 1e-9);
  return {
    position: (value) => value / (step * count),
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
  };
}

function axisOf(scale: "linear" | "log", values: readonly number[]): Axis {
  return scale === "log" && values.some((value) => value > 0) ? logAxis(values) : linearAxis(values);
}

/** Renders a plot as an SVG element, or as a sentence if it has no points. */
export function plotSvg({ title, x, y, lines }: Plot): string {
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) return `<p>${escaped(title)}: no points.</p>`;
  const [xAxis, yAxis] = [
    axisOf(
      x.scale,
      points.map(([value]) => value),
    ),
    axisOf(
      y.scale,
      points.map(([, value]) => value),
    ),
  ];
  const left = (value: number) => margin.left + xAxis.position(value) * (width - margin.left - margin.right);
  const top = (value: number) =>
    height - margin.bottom - yAxis.position(value) * (height - margin.top - margin.bottom);
  const at = (number: number) => number.toFixed(1);
  const xTicks = xAxis.ticks.map(
    (tick) =>
      `<line class="grid" x1="${at(left(tick))}" x2="${at(left(tick))}" y1="${margin.top}" y2="${height - margin.bottom}"/>` +
      `<text x="${at(left(tick))}" y="${height - margin.bottom + 15}" text-anchor="middle">${axisText(tick)}</text>`,
  );
  const yTicks = yAxis.ticks.map(
    (tick) =>
      `<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${at(top(tick))}" y2="${at(top(tick))}"/>` +
      `<text x="${margin.left - 6}" y="${at(top(tick) + 4)}" text-anchor="end">${axisText(tick)}</text>`,
  );
  const drawn = lines.map(({ points: own }, index) => {
    const colour = colours[index % colours.length];
    const path = own.map(([px, py]) => `${at(left(px))},${at(top(py))}`).join(" ");
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.6"/>`;
  });
  const labels = `<text x="${(margin.left + width - margin.right) / 2}" y="${height - 6}" text-anchor="middle">${escaped(x.label)}</text>
<text transform="translate(13 ${(margin.top + height - margin.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y.label)}</text>`;
  const legend = lines.map(({ label }, index) => {
    const colour = colours[index % colours.length];
    return `<span style="color:${colour}">━ ${escaped(label)}</span>`;
  });
  return `<figure><figcaption>${escaped(title)}<br>${legend.join(" ")}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
${[...xTicks, ...yTicks].join("\n")}
${labels}
${drawn.join("\n")}
</svg></figure>`;
}
