-- The keys from ARGV[1] to ARGV[2] of the benchmark, the same each time. Of 50 keys, 35 are strings of 0 to 120 bytes, 7
-- of which expire (hours later), 5 hashes, 3 sorted sets, 3 lists, 3 sets, and 1 is a stream.

local HOUR = 3600000

-- Text of this length that does not repeat itself.
local function noise(n, length)
  local text = ''
  while #text < length do
    text = text .. redis.sha1hex(n .. '/' .. #text)
  end
  return string.sub(text, 1, length)
end

-- Mostly a few members; in one of 1000 keys more than are kept in the compact encodings.
local function members(n)
  return n % 50000 < 50 and 1000 or 1 + n * 7 % 10
end

-- Some words.
local function words(n)
  return string.format('%x %x %x', n * 7919, n * 104729, n * n)
end

local kinds = {
  string = function(n)
    redis.call('SET', 'string:' .. n, noise(n, n * 7919 % 121))
    if n % 5 == 0 then
      redis.call('PEXPIRE', 'string:' .. n, 3 * HOUR + n)
    end
  end,
  hash = function(n)
    for i = 1, members(n) do
      redis.call('HSET', 'hash:' .. n, 'field:' .. i, words(n + i))
    end
  end,
  zset = function(n)
    for i = 1, members(n) do
      redis.call('ZADD', 'zset:' .. n, n * i % 10007 / 8, 'member:' .. i * n % 100003)
    end
  end,
  list = function(n)
    for i = 1, members(n) do
      redis.call('RPUSH', 'list:' .. n, words(n + i))
    end
  end,
  set = function(n)
    for i = 1, members(n) do
      redis.call('SADD', 'set:' .. n, n % 2 == 0 and i * n or 'member:' .. i * n % 100003)
    end
  end,
  stream = function(n)
    for i = 1, members(n) do
      redis.call('XADD', 'stream:' .. n, i .. '-1', 'kind', i % 5, 'text', words(n + i))
    end
    redis.call('XGROUP', 'CREATE', 'stream:' .. n, 'readers', '1-1')
  end,
}

local function kind(n)
  local place = n % 50
  return place < 35 and 'string'
      or place < 40 and 'hash'
      or place < 43 and 'zset'
      or place < 46 and 'list'
      or place < 49 and 'set'
      or 'stream'
end

for n = ARGV[1], ARGV[2] do
  kinds[kind(n)](n)
end
return 'OK'
