// The static table of RFC 7541, Appendix A: 61 fields that are predefined at
// both ends. Index 0 is never sent.

const text = `:authority|
:method|GET
:method|POST
:path|/
:path|/index.html
:scheme|http
:scheme|https
:status|200
:status|204
:status|206
:status|304
:status|400
:status|404
:status|500
accept-charset|
accept-encoding|gzip, deflate
accept-language|
accept-ranges|
accept|
access-control-allow-origin|
age|
allow|
authorization|
cache-control|
content-disposition|
content-encoding|
content-language|
content-length|
content-location|
content-range|
content-type|
cookie|
date|
etag|
expect|
expires|
from|
host|
if-match|
if-modified-since|
if-none-match|
if-range|
if-unmodified-since|
last-modified|
link|
location|
max-forwards|
proxy-authenticate|
proxy-authorization|
range|
referer|
refresh|
retry-after|
server|
set-cookie|
strict-transport-security|
transfer-encoding|
user-agent|
vary|
via|
www-authenticate|`;

/** Names and values by index; entry 0 is a placeholder. */
export const staticTable: readonly (readonly [string, string])[] = [
  ["", ""],
  ...text.split("\n").map((line): readonly [string, string] => {
    const bar = line.indexOf("|");
    return [line.slice(0, bar), line.slice(bar + 1)];
  }),
];

/** The last index of the static table; the dynamic table begins after it. */
export const staticIndexMax = staticTable.length - 1;
