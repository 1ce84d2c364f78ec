-- The data of the benchmark, about 15 MB for each unit of :scale in pgbench's tables, and 10 MB in the others.

-- As pgbench -i --foreign-keys makes them.
CREATE TABLE pgbench_branches (bid int PRIMARY KEY, bbalance int, filler char(88)) WITH (fillfactor = 100);
CREATE TABLE pgbench_tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84)) WITH (fillfactor = 100);
CREATE TABLE pgbench_accounts (aid int, bid int, abalance int, filler char(84)) WITH (fillfactor = 100);
CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));

INSERT INTO pgbench_branches SELECT n, 0, '' FROM generate_series(1, :scale) n;
INSERT INTO pgbench_tellers SELECT n, (n - 1) / 10 + 1, 0, '' FROM generate_series(1, :scale * 10) n;
INSERT INTO pgbench_accounts SELECT n, (n - 1) / 100000 + 1, 0, '' FROM generate_series(1, :scale * 100000) n;

ALTER TABLE pgbench_accounts ADD PRIMARY KEY (aid);
ALTER TABLE pgbench_tellers ADD FOREIGN KEY (bid) REFERENCES pgbench_branches;
ALTER TABLE pgbench_accounts ADD FOREIGN KEY (bid) REFERENCES pgbench_branches;
ALTER TABLE pgbench_history ADD FOREIGN KEY (bid) REFERENCES pgbench_branches;
ALTER TABLE pgbench_history ADD FOREIGN KEY (tid) REFERENCES pgbench_tellers;
ALTER TABLE pgbench_history ADD FOREIGN KEY (aid) REFERENCES pgbench_accounts;

-- Wide rows, with what costs most to read and write as text.
CREATE TABLE events (
    id bigint GENERATED ALWAYS AS IDENTITY,
    happened timestamptz NOT NULL,
    code text NOT NULL,
    customer int NOT NULL,
    amount numeric(12, 2),
    ratio double precision,
    active boolean NOT NULL,
    tags text[] NOT NULL,
    readings int[] NOT NULL,
    document jsonb NOT NULL
);
INSERT INTO events (happened, code, customer, amount, ratio, active, tags, readings, document)
SELECT
    timestamptz '2020-01-01 00:00Z' + n * interval '97 seconds',
    md5(n::text),
    n * 7919 % 50000,
    CASE WHEN n % 20 <> 0 THEN n % 1000003 / 100.0 END,
    sin(n),
    n % 3 = 0,
    ARRAY['kind-' || n % 17, 'shop-' || n % 101],
    ARRAY(SELECT (n * i % 10007)::int FROM generate_series(1, 8) i),
    jsonb_build_object(
        'id', n,
        'name', 'customer ' || n * 7919 % 50000,
        'address', jsonb_build_object('street', md5((n % 9973)::text), 'number', n % 300, 'town', 'town ' || n % 997),
        'items', jsonb_build_array(n % 13, n % 29, n % 31),
        'note', repeat(md5((n % 4001)::text), 2))
FROM generate_series(1, :scale * 12000::bigint) n;
ALTER TABLE events ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX ON events (code);
CREATE INDEX ON events (happened);
CREATE INDEX ON events (customer, happened);
CREATE INDEX ON events USING gin (tags);

-- Bytes that no compression makes smaller.
CREATE TABLE pictures (id int PRIMARY KEY, name text NOT NULL, content bytea NOT NULL);
INSERT INTO pictures
SELECT n, 'picture-' || n || '.jpg', (
    SELECT decode(string_agg(md5(n || '/' || i), ''), 'hex') FROM generate_series(1, 2000) i)
FROM generate_series(1, :scale * 80) n;
