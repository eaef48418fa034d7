// The text of a store's error in Dapr's names: a violation of the field `expiry`
// is shown to a Dapr client as one of `metadata.ttlInSeconds`. Pure.
import { type PathStep, type StoreError, violationsText } from "../../../src/index.ts";

const fieldNames: Readonly<Record<string, readonly PathStep[]>> = {
  contentType: ["metadata", "contentType"],
  expiry: ["metadata", "ttlInSeconds"],
  precondition: ["etag"],
  index: ["metadata", "queryIndexName"],
  limit: ["page", "limit"],
  position: ["page", "token"],
};

/**
 * What a client may read of a store's error. `place` is where the item is in the request, for requests with several;
 * default: the request is about one item, and paths begin with its field.
 */
export function storeErrorText(error: StoreError, place: readonly PathStep[] = []): string {
  if (error.code === "internal") return "internal error";
  if (error.violations.length === 0) return error.message;
  return violationsText(
    error.violations.map(({ path, description }) => ({ path: daprPath(path, place), description })),
  );
}

const lists: ReadonlySet<PathStep> = new Set(["mutations", "keys"]);

function daprPath(path: readonly PathStep[], place: readonly PathStep[]): readonly PathStep[] {
  const [list = "", index] = path;
  const isInList = lists.has(list) && typeof index === "number";
  const [field, ...rest] = isInList ? path.slice(2) : path;
  if (field === undefined) return place;
  const renamed =
    typeof field === "string" && Object.hasOwn(fieldNames, field) ? fieldNames[field] : undefined;
  return [...place, ...(renamed ?? [field, ...rest])];
}
