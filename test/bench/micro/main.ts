// `npm run bench -- micro [NAME…]`: measures single components in isolation.
import { numberText } from "../report/number-text.ts";
import { type MicroGroup, microsecondsOf } from "./micro-bench.ts";

const groups: Readonly<Record<string, () => Promise<MicroGroup>>> = {
  codec: async () => ({ benches: (await import("./codec.ts")).codecBenches }),
  hpack: async () => ({ benches: (await import("./hpack.ts")).hpackBenches }),
  layers: async () => ({ benches: await (await import("./layers.ts")).layerBenches() }),
  drivers: async () => (await import("./drivers.ts")).driverGroup(),
};

async function time({ benches, end }: MicroGroup): Promise<void> {
  try {
    for (const bench of benches) {
      const { median, values } = await microsecondsOf(bench);
      const range = `${numberText(Math.min(...values))} to ${numberText(Math.max(...values))}`;
      console.log(`  ${bench.name.padEnd(40)} ${numberText(median).padStart(8)} µs (${range})`);
    }
  } finally {
    await end?.();
  }
}

const words = process.argv.slice(2);
const unknown = words.find((word) => !Object.hasOwn(groups, word));
if (unknown !== undefined) {
  console.error(`bench: unknown micro-benchmark ${unknown}; known are ${Object.keys(groups).join(", ")}`);
  process.exit(2);
}
for (const [name, load] of Object.entries(groups)) {
  if (words.length > 0 && !words.includes(name)) continue;
  console.log(name);
  await time(await load());
}
process.exit(0);
