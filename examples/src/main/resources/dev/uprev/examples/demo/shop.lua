-- The keys from ARGV[1] to ARGV[2] of a small shop: a bit of everything that a real one has.

local function set(key, seconds, value)
  redis.call('SET', key, value)
  redis.call('EXPIRE', key, seconds)
end

local function product(n)
  return 'product:' .. n - n % 10
end

local function order(n, state)
  redis.call('HMSET', 'order:' .. n, 'customer', n % 9000, 'state', state, 'amount', n % 500 + 0.99)
end

local kinds = {
  [0] = function(n)
    redis.call('HMSET', product(n), 'title', 'Product ' .. n, 'price', n % 500 + 0.99, 'stock', n % 77)
    redis.call('ZADD', 'bestsellers', n % 1013, product(n))
  end,
  function(n) order(n, 'paid') end,
  function(n) order(n, 'shipped') end,
  function(n) redis.call('ZADD', 'seen:' .. n, n, product(n), n + 60, product(n * 7), n + 90, product(n * 11)) end,
  function(n) set('session:' .. n, 3600 + n % 7200, '{"customer":' .. n % 9000 .. ',"town":"Zürich ' .. n % 90 .. '"}') end,
  function(n) set('session:' .. n, 3600 + n % 7200, '{"customer":' .. n % 9000 .. ',"language":"de"}') end,
  function(n) redis.call('RPUSH', 'basket:' .. n, product(n), product(n * 7), product(n)) end,
  function(n) redis.call('SADD', 'wishes:' .. n, product(n), product(n * 11)) end,
  function(n)
    redis.call('SET', 'address:' .. n, 'Bahnhofstrasse ' .. n % 300 .. ', Zürich ' .. n % 90)
    redis.call('PFADD', 'visitors', n % 9000)
  end,
  function(n)
    redis.call('SELECT', 1)
    set('page:' .. n, 86400, '<h1>' .. string.rep('Product ' .. n .. ', ', n % 30) .. '</h1>')
    redis.call('SELECT', 0)
  end,
}

for n = ARGV[1], ARGV[2] do
  kinds[n % 10](n)
end
redis.call('SET', 'orders:last', ARGV[2])
return 'OK'
