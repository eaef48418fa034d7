-- Applies a transaction: checks everything before it changes the first record. KEYS: the records; the idempotency record
-- if there is a fingerprint; an index per record if there is an index; a key per put of a document. ARGV: now, fingerprint,
-- expiry of the idempotency record, '1' if there is an index, then six per mutation.
-- Replies {RESULT_OK, a list per mutation}, or {code, index of the rejected mutation from 0, text}.
local fingerprint, idempotencyExpiry, hasIndex = ARGV[2], resolved(ARGV[3]), ARGV[4] == '1'
local count = (#ARGV - HEAD_ARGUMENTS) / MUTATION_ARGUMENTS
local idempotencyKey = fingerprint ~= '' and KEYS[count + 1]
local indexOffset = count + (idempotencyKey and 1 or 0)
local draftOffset = indexOffset + (hasIndex and count or 0)

-- The reply to the request that used the idempotency key before, or nil.
local function earlierReply()
  local stored = redis.call('HMGET', idempotencyKey, 'fingerprint', 'reply')
  if not stored[1] then return nil end
  if stored[1] ~= fingerprint then return {RESULT_IDEMPOTENCY_KEY_REUSED, 0, ''} end
  -- A write, because Valkey's WAIT covers what its own connection wrote: a strong caller then waits for the earlier write.
  redis.call('PEXPIREAT', idempotencyKey, idempotencyExpiry)
  return cmsgpack.unpack(stored[2])
end

local function updateIndex(i, key)
  if redis.call('EXISTS', key) == 1 then redis.call('ZADD', KEYS[indexOffset + i], 0, key)
  else redis.call('ZREM', KEYS[indexOffset + i], key) end
end

if idempotencyKey then
  local earlier = earlierReply()
  if earlier then return earlier end
end
local mutations = {}
for i = 1, count do
  local mutation = mutationAt(i)
  local code, text = check(mutation)
  if code then return {code, i - 1, text or ''} end
  mutations[i] = mutation
end
local rejection = makeDrafts(mutations, draftOffset)
if rejection then return rejection end
local reply = {RESULT_OK}
for i, mutation in ipairs(mutations) do
  reply[i + 1] = apply(mutation)
  if hasIndex and mutation.type ~= MUTATION_CHECK then updateIndex(i, mutation.key) end
end
if idempotencyKey then
  redis.call('HSET', idempotencyKey, 'fingerprint', fingerprint, 'reply', cmsgpack.pack(reply))
  redis.call('PEXPIREAT', idempotencyKey, idempotencyExpiry)
end
return reply
