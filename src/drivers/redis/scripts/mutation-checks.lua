-- The mutations of a transaction, and what rejects one. Six arguments for each: type, precondition, expiry, flags, and two
-- that depend on the type (put: value, label; add: delta, initial).
local HEAD_ARGUMENTS, MUTATION_ARGUMENTS = 4, 6

local function mutationAt(i)
  local base = HEAD_ARGUMENTS + (i - 1) * MUTATION_ARGUMENTS
  local mutation = {
    key = KEYS[i],
    type = ARGV[base + 1],
    precondition = ARGV[base + 2],
    expiry = resolved(ARGV[base + 3]),
    flags = ARGV[base + 4],
  }
  if mutation.type == MUTATION_ADD then
    mutation.delta, mutation.initial = ARGV[base + 5], ARGV[base + 6]
  else
    mutation.value, mutation.label = ARGV[base + 5], ARGV[base + 6]
  end
  return mutation
end

local function hasFlag(mutation, flag)
  return mutation.flags ~= '' and string.find(mutation.flags, flag, 1, true) ~= nil
end

-- Whether it does not depend on the record that it replaces or removes.
local function isBlind(mutation)
  if mutation.precondition ~= PRECONDITION_NONE or hasFlag(mutation, FLAG_RETURN_PREVIOUS) then return false end
  if mutation.type == MUTATION_REMOVE then return true end
  return mutation.type == MUTATION_PUT and mutation.expiry ~= EXPIRY_KEEP
end

-- A record with Dapr's first-write mark accepts only puts that name its version.
local function rejectionOf(record, mutation)
  if record.corrupt then return RESULT_CORRUPT, record.corrupt end
  local exists, precondition = record.kind ~= nil, mutation.precondition
  if precondition == PRECONDITION_ABSENT then return exists and RESULT_ALREADY_EXISTS or nil end
  if precondition == PRECONDITION_PRESENT and not exists then return RESULT_MISSING end
  if precondition == PRECONDITION_NONE or precondition == PRECONDITION_PRESENT then
    local isGuarded = mutation.type == MUTATION_PUT and exists and record.hasFirstWriteMark
    return isGuarded and not hasFlag(mutation, FLAG_CLEAR_FIRST_WRITE) and RESULT_FIRST_WRITE or nil
  end
  return not (exists and precondition == PRECONDITION_VERSION .. record.version) and RESULT_CONFLICT or nil
end

-- Loads the record of a mutation and computes the sum of an add. Returns the code and text of a rejection, or nil.
local function check(mutation)
  local record = load(mutation.key)
  if record.wasRecord and isBlind(mutation) then record = {kind = STORED_CORRUPT} end
  mutation.record = record
  local code, text = rejectionOf(record, mutation)
  if code or mutation.type ~= MUTATION_ADD then return code, text end
  local value = mutation.initial
  if record.kind then value = dataOf(mutation.key, record) end
  if not value then return RESULT_CORRUPT, 'is a hash without data' end
  if not isCounter(value) then return RESULT_WRONG_TYPE end
  mutation.sum = sumOf(value, mutation.delta)
  if not mutation.sum then return RESULT_OVERFLOW end
end
