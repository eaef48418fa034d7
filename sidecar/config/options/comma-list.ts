// Lists in the value of a flag, as Go's command lines read them: one record of CSV.

const field = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))(?=,|$)/gy;

/** The fields of a list: `a,b` and `"a,b",c`. A text that is not CSV is one field. */
export function commaList(text: string): readonly string[] {
  const fields: string[] = [];
  let length = 0;
  for (const [whole, quoted, plain = ""] of text.matchAll(field)) {
    fields.push(quoted?.replaceAll('""', '"') ?? plain);
    length += whole.length;
  }
  return length === text.length && fields.length > 0 ? fields : [text];
}
