-- Reads one key that may not be stored as this driver stores it. KEYS: the record.
-- Replies {RESULT_NOT_FOUND}, {RESULT_CORRUPT, text}, or the record as show() gives it.
local record = load(KEYS[1])
if record.corrupt then return {RESULT_CORRUPT, record.corrupt} end
if not record.kind then return {RESULT_NOT_FOUND} end
if not dataOf(KEYS[1], record) then return {RESULT_CORRUPT, 'is a hash without data'} end
return show(KEYS[1], record)
