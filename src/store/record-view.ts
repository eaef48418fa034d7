// Reduces a record to a view (clause R5). Pure.
import { emptyValue, type StateRecord, type View } from "../model/record.ts";

/** The part of a record that a view includes; for `full` the record itself. */
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

/** A record with only its key set; all other fields are empty. */
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
