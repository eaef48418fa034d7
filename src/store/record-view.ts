// How much of a record a reader is given (clause R5). Pure.
import { emptyValue, type StateRecord, type View } from "../model/record.ts";

/** A record as a view shows it; `full` is the record itself. */
export function viewRecord(record: StateRecord, view: View): StateRecord {
  switch (view) {
    case "full":
      return record;
    case "metadata":
      return record.value.byteLength === 0 ? record : { ...record, value: emptyValue };
    case "keys":
      return keyOnly(record.key);
  }
}

/** A record of which only the key means anything. */
export function keyOnly(key: string): StateRecord {
  return {
    key,
    value: emptyValue,
    contentType: "",
    kind: "persistent",
    version: "",
    createTime: undefined,
    updateTime: undefined,
    expireTime: undefined,
  };
}
