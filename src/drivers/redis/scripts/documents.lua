-- JSON documents in Dapr's form. They are made under a side key (a draft) and renamed to their place: the server may reject
-- the text of a value, but no renaming.
local NO_DOCUMENTS = 'no documents'

-- Returns nil if the draft was made, NO_DOCUMENTS on a server without JSON documents, otherwise the server's error. The value
-- is set separately, so that nothing in it can become another member.
local function makeDraft(key, value, version, setsMark)
  local mark = setsMark and '"first-write":0,' or ''
  local made = redis.pcall('JSON.SET', key, '$', '{"data":0,' .. mark .. '"version":' .. version .. '}')
  if not made.err then made = redis.pcall('JSON.SET', key, '$.data', value) end
  if not made.err then return nil end
  return string.find(made.err, '[Uu]nknown .*command') and NO_DOCUMENTS or made.err
end

-- Whether the server rejected a document for its own state or the user's rights, not for the text.
local function isServerError(err)
  for _, word in ipairs({'OOM', 'NOPERM', 'READONLY', 'MISCONF', 'NOREPLICAS', 'CLUSTERDOWN', 'MASTERDOWN'}) do
    if string.find(err, word, 1, true) == 1 then return true end
  end
  return string.find(err, 'permission', 1, true) or string.find(err, "can't run", 1, true)
end

-- Makes the drafts of all puts that are kept as documents. `offset`: the number of keys before the drafts' keys. Returns the
-- reply of the transaction if the server rejects one; then no draft is left.
local function makeDrafts(mutations, offset)
  local keys = {}
  for i, mutation in ipairs(mutations) do
    if hasFlag(mutation, FLAG_DOCUMENT) then
      local key, old = KEYS[offset + #keys + 1], mutation.record.version
      local version = nextVersion(tonumber(old) and old)
      local err = makeDraft(key, mutation.value, version, hasFlag(mutation, FLAG_SET_FIRST_WRITE))
      if not err then mutation.draft = {key = key, version = version} end
      keys[#keys + 1] = key
      if err and err ~= NO_DOCUMENTS then
        redis.call('DEL', unpack(keys))
        if isServerError(err) then return redis.error_reply(err) end
        return {RESULT_NOT_A_DOCUMENT, i - 1, ''}
      end
    end
  end
end
