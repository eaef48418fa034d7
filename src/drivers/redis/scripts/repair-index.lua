-- Makes an index agree with some keys. KEYS: the index. ARGV: keys that are in the index or may belong in it; they are on
-- this server, because a cluster has no index. Replies the number of entries that changed.
local changed = 0
for i = 1, #ARGV do
  local key = ARGV[i]
  local kind = redis.call('TYPE', key).ok
  if kind == 'hash' or kind == 'string' or kind == 'ReJSON-RL' then
    changed = changed + redis.call('ZADD', KEYS[1], 0, key)
  else
    changed = changed + redis.call('ZREM', KEYS[1], key)
  end
end
return changed
