// The shape of a document of kind Resiliency, checked as a whole: policies by name, and which parts they apply to.
import * as z from "zod/mini";
import { durationMs, must, read, text } from "./document-shape.ts";

const wholeNumber = (min: number) =>
  read(`a whole number from ${min}`, (written) => {
    const number = /^-?\d{1,9}$/.test(written) ? Number(written) : Number.NaN;
    return number >= min ? number : undefined;
  });

const factor = read("a number from 0", (written) =>
  /^\d+(\.\d+)?$/.test(written) ? Number(written) : undefined,
);

const codes = read("codes and ranges of codes, such as 429,500-599", (written) =>
  /^\s*(\d+(-\d+)?(\s*,\s*\d+(-\d+)?)*)?\s*$/.test(written) ? written : undefined,
);

const mapping = (what: string) => must(`a mapping of ${what}`);
const byName = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.optional(z.record(z.string(), schema, mapping("names to policies")));

const retry = z.strictObject(
  {
    policy: z.optional(z.enum(["constant", "exponential"], must("constant or exponential"))),
    duration: z.optional(durationMs),
    initialInterval: z.optional(durationMs),
    randomizationFactor: z.optional(factor),
    multiplier: z.optional(factor),
    maxInterval: z.optional(durationMs),
    maxElapsedTime: z.optional(durationMs),
    maxRetries: z.optional(wholeNumber(-1)),
    matching: z.optional(
      z.strictObject(
        { httpStatusCodes: z.optional(codes), gRPCStatusCodes: z.optional(codes) },
        mapping("httpStatusCodes and gRPCStatusCodes"),
      ),
    ),
  },
  mapping("policy, duration, maxInterval, maxRetries and matching"),
);

const circuitBreaker = z.strictObject(
  {
    maxRequests: z.optional(wholeNumber(0)),
    interval: z.optional(durationMs),
    timeout: z.optional(durationMs),
    trip: z.optional(text),
  },
  mapping("maxRequests, interval, timeout and trip"),
);

const names = { timeout: z.optional(text), retry: z.optional(text), circuitBreaker: z.optional(text) };
const cacheSize = { circuitBreakerCacheSize: z.optional(wholeNumber(0)) };
const policies = z.strictObject(names, mapping("timeout, retry and circuitBreaker"));

/** The whole document. */
export const resiliencyShape = z.looseObject({
  spec: z.strictObject(
    {
      policies: z.optional(
        z.strictObject(
          {
            timeouts: z.optional(z.record(z.string(), durationMs, mapping("names to durations"))),
            retries: byName(retry),
            circuitBreakers: byName(circuitBreaker),
          },
          mapping("timeouts, retries and circuitBreakers"),
        ),
      ),
      targets: z.optional(
        z.strictObject(
          {
            apps: byName(z.strictObject({ ...names, ...cacheSize }, mapping("policies"))),
            actors: byName(
              z.strictObject(
                { ...names, ...cacheSize, circuitBreakerScope: z.optional(text) },
                mapping("policies"),
              ),
            ),
            components: byName(
              z.strictObject(
                { inbound: z.optional(policies), outbound: z.optional(policies) },
                mapping("inbound and outbound"),
              ),
            ),
          },
          mapping("apps, actors and components"),
        ),
      ),
    },
    mapping("policies and targets"),
  ),
});

/** A document that was read. */
export type ResiliencyShape = z.infer<typeof resiliencyShape>;

/** The names of the policies of a target. */
export type PolicyNames = z.infer<typeof policies>;
