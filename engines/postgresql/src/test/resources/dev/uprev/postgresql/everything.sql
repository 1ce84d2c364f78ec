-- A cluster that uses everything an upgrade by dump and restore has to carry. Read by class Everything of the tests.
-- Lines that begin with "--@" are for it: "--@ database NAME" says where the statements that follow are run,
-- "--@ since V" and "--@ until V" say for which versions, and "--@ always" ends that.

--@ database postgres
-- Roles: attributes, settings, memberships, names that need quotes, a parameter that later releases do not have.
CREATE ROLE owner_role NOLOGIN;
CREATE ROLE reader NOLOGIN NOINHERIT;
CREATE ROLE app LOGIN PASSWORD 'it''s a \ secret' CONNECTION LIMIT 7 VALID UNTIL '2035-01-02 03:04:05+00';
CREATE ROLE "Ünï ""role"" 1" LOGIN CREATEDB CREATEROLE;
CREATE ROLE passes LOGIN BYPASSRLS REPLICATION;
CREATE ROLE dbadmin LOGIN SUPERUSER;
GRANT reader TO app WITH ADMIN OPTION;
GRANT owner_role TO app;
GRANT app TO "Ünï ""role"" 1";
ALTER ROLE app SET search_path = shop, public;
ALTER ROLE app SET work_mem = '8MB';
ALTER ROLE reader SET default_transaction_read_only = on;
ALTER ROLE "Ünï ""role"" 1" SET application_name = 'it''s; -- a "name"';
COMMENT ON ROLE app IS 'the application; -- not a comment';
--@ until 13
ALTER ROLE app SET operator_precedence_warning = on;
--@ always
CREATE DATABASE shop OWNER owner_role CONNECTION LIMIT 50;
ALTER DATABASE shop SET DateStyle = 'ISO, DMY';
ALTER DATABASE shop SET timezone = 'Europe/Berlin';
ALTER ROLE app IN DATABASE shop SET statement_timeout = '5min';
COMMENT ON DATABASE shop IS 'everything''s here; with a semicolon';
REVOKE CONNECT ON DATABASE shop FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE shop TO app;
GRANT CREATE ON DATABASE shop TO "Ünï ""role"" 1" WITH GRANT OPTION;
--@ until 13
ALTER DATABASE shop SET operator_precedence_warning = on;
--@ always
CREATE DATABASE "Ünï ""db"" 'x' %s" OWNER "Ünï ""role"" 1";
CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C';
CREATE DATABASE raw TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C';
CREATE DATABASE nothing;
ALTER DATABASE postgres SET log_min_duration_statement = '1h';
COMMENT ON DATABASE postgres IS 'the usual one, with a comment of its own';
CREATE TABLE in_postgres (n int PRIMARY KEY, t text DEFAULT 'here');
INSERT INTO in_postgres SELECT i FROM generate_series(1, 10) AS i;
CREATE VIEW in_postgres_view AS SELECT sum(n) AS total FROM in_postgres;

--@ database latin
CREATE TABLE "Straße" (id int PRIMARY KEY, "größe" text);
INSERT INTO "Straße" VALUES (1, 'Größe: ÄÖÜ äöü ß'), (2, chr(255) || chr(160) || chr(169));
COMMENT ON TABLE "Straße" IS 'Umlaute: äöü';

--@ database raw
-- Bytes that are no text in any encoding.
CREATE TABLE bytes_in_text (id int PRIMARY KEY, t text);
INSERT INTO bytes_in_text VALUES (1, E'\xff\xfe\x80'), (2, E'\xc3\x28'), (3, E'caf\xe9');

--@ database "Ünï ""db"" 'x' %s"
CREATE SCHEMA "Sch""ema; ä";
CREATE TABLE "Sch""ema; ä"."Tab 'le' \ %d" ("Col""umn; 1" serial PRIMARY KEY, "ß" text CHECK ("ß" <> ''));
INSERT INTO "Sch""ema; ä"."Tab 'le' \ %d" ("ß") SELECT 'x' || i FROM generate_series(1, 5) AS i;
CREATE INDEX "In""dex; Name: a; Type: TABLE; Schema: b; Owner: c" ON "Sch""ema; ä"."Tab 'le' \ %d" ("ß");
CREATE TABLE "-- TOC entry 1 (class 1 OID 1)" (id int PRIMARY KEY);
COMMENT ON TABLE "-- TOC entry 1 (class 1 OID 1)" IS E'one\n--\n-- TOC entry 2 (class 1259 OID 16384)\n-- Name: x; Type: TABLE; Schema: y; Owner: z\n--\n\nlast';
INSERT INTO "-- TOC entry 1 (class 1 OID 1)" VALUES (1), (2);

--@ database shop
CREATE SCHEMA shop AUTHORIZATION owner_role;
CREATE SCHEMA ext;
CREATE SCHEMA private;
COMMENT ON SCHEMA shop IS 'the shop';
GRANT USAGE ON SCHEMA shop TO reader, app;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE EXTENSION hstore WITH SCHEMA ext;
CREATE EXTENSION pg_trgm WITH SCHEMA ext;
CREATE EXTENSION btree_gist WITH SCHEMA ext;
CREATE EXTENSION citext;
CREATE EXTENSION postgres_fdw WITH SCHEMA ext;
COMMENT ON EXTENSION citext IS 'a comment of our own';
SET search_path = shop, ext, public;

-- Types.
CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s "fine"', 'Grüße');
ALTER TYPE mood ADD VALUE 'between' BEFORE 'ok';
CREATE DOMAIN email AS citext CHECK (VALUE ~ '@') DEFAULT 'nobody@nowhere';
CREATE DOMAIN positive AS numeric(12, 2) NOT NULL;
ALTER DOMAIN positive ADD CONSTRAINT is_positive CHECK (VALUE > 0) NOT VALID;
CREATE TYPE address AS (street text, zip varchar(10), mood mood);
CREATE TYPE floatrange AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TYPE shell;
ALTER TYPE mood OWNER TO owner_role;
GRANT USAGE ON TYPE address TO reader;
COMMENT ON TYPE address IS 'where';
CREATE COLLATION "german" FROM "C";

-- Functions, aggregates, operators, casts, text search.
CREATE FUNCTION add_tax(amount numeric, rate numeric DEFAULT 0.19) RETURNS numeric
    LANGUAGE sql IMMUTABLE AS $f$ SELECT $1 * (1 + $2); -- ';'
$f$;
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = shop, pg_temp AS $$
BEGIN
    INSERT INTO shop.log_of_changes (what) VALUES (TG_TABLE_NAME || ' ' || TG_OP);
    RETURN NULL;
END $$;
CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'ddl %', tg_tag; END $$;
CREATE FUNCTION concat_state(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT coalesce($1 || '','', '''') || $2';
CREATE AGGREGATE list_of(text) (SFUNC = concat_state, STYPE = text);
CREATE FUNCTION same_length(text, text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT length($1) = length($2)';
CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, PROCEDURE = same_length, COMMUTATOR = ===);
CREATE FUNCTION mood_to_int(mood) RETURNS int LANGUAGE sql IMMUTABLE AS
    'SELECT array_position(enum_range(NULL::shop.mood), $1)';
CREATE CAST (mood AS int) WITH FUNCTION mood_to_int(mood) AS ASSIGNMENT;
CREATE TEXT SEARCH DICTIONARY plain (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION shop_words (COPY = english);
ALTER TEXT SEARCH CONFIGURATION shop_words ALTER MAPPING FOR asciiword WITH plain;
CREATE OPERATOR FAMILY len_ops USING btree;
CREATE FUNCTION cmp_len(text, text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT length($1) - length($2)';
REVOKE ALL ON FUNCTION add_tax(numeric, numeric) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION add_tax(numeric, numeric) TO app;
--@ since 11
CREATE PROCEDURE do_nothing(INOUT n int) LANGUAGE plpgsql AS $$ BEGIN n := n + 1; END $$;
--@ since 14
CREATE FUNCTION sql_body(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a + 1; SELECT a + 2; END;
--@ always

-- Sequences.
CREATE SEQUENCE never_called START 42;
CREATE SEQUENCE downwards INCREMENT -3 MAXVALUE 100 MINVALUE -1000 START 90 CYCLE;
SELECT nextval('downwards'), nextval('downwards');
CREATE SEQUENCE far MAXVALUE 9223372036854775807;
SELECT setval('far', 9223372036854775806);
CREATE SEQUENCE set_not_called;
SELECT setval('set_not_called', 77, false);
GRANT USAGE ON SEQUENCE never_called TO app;
--@ since 10
CREATE SEQUENCE small AS smallint CACHE 5;
SELECT nextval('small');
--@ always

-- Tables.
CREATE TABLE customers (
    id bigserial PRIMARY KEY,
    name varchar(80) NOT NULL COLLATE "C",
    mail email,
    mood mood DEFAULT 'ok',
    home address,
    tags ext.hstore,
    gone int,
    born date CHECK (born > '1900-01-01'),
    balance positive DEFAULT 1,
    UNIQUE (name, born) DEFERRABLE INITIALLY DEFERRED
);
ALTER TABLE customers DROP COLUMN gone;
ALTER TABLE customers OWNER TO owner_role;
ALTER TABLE customers ALTER COLUMN name SET STATISTICS 500;
ALTER TABLE customers ALTER COLUMN mail SET STORAGE EXTERNAL;
ALTER TABLE customers SET (fillfactor = 80, autovacuum_enabled = false, toast.autovacuum_enabled = false);
COMMENT ON TABLE customers IS 'who buys; it''s "them"';
COMMENT ON COLUMN customers.name IS E'back\\slash\nand line';
GRANT SELECT (id, name), UPDATE (mail) ON customers TO reader;
GRANT ALL ON customers TO app;
INSERT INTO customers (name, mail, mood, home, tags, born, balance)
SELECT 'name ' || i, 'a' || i || '@b.example', (enum_range(NULL::mood))[1 + i % 5],
       ROW('Straße ' || i, i::text, 'ok')::address, ext.hstore('k' || i % 3, NULLIF(i % 7, 0)::text),
       date '2000-01-01' + i, 1 + i / 3.0
FROM generate_series(1, 2000) AS i;

CREATE TABLE orders (
    id int NOT NULL,
    customer bigint NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    amount numeric(10, 2),
    lines jsonb,
    words tsvector,
    during tsrange,
    where_is point,
    EXCLUDE USING gist (id WITH =, during WITH &&)
);
INSERT INTO orders
SELECT i, 1 + i % 2000, timestamptz '2020-02-29 12:00:00.123456+00' + i * interval '1 hour', i / 7.0,
       jsonb_build_object('n', i, 'list', ARRAY[i, i + 1], 'ü', NULL), to_tsvector('english', 'the order ' || i),
       tsrange(timestamp '2020-01-01' + i * interval '1 day', NULL), point(i, -i)
FROM generate_series(1, 5000) AS i;
ALTER TABLE orders ADD PRIMARY KEY (id);
ALTER TABLE orders CLUSTER ON orders_pkey;
ALTER TABLE orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES customers
    ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE;
ALTER TABLE orders ADD CONSTRAINT not_checked FOREIGN KEY (id) REFERENCES orders NOT VALID;
ALTER TABLE orders ADD CONSTRAINT large_ones CHECK (amount > 100) NOT VALID;
CREATE INDEX orders_at ON orders (at DESC NULLS LAST) WITH (fillfactor = 70);
CREATE INDEX orders_partial ON orders (customer) WHERE amount > 10;
CREATE INDEX orders_expression ON orders (lower(lines ->> 'n'), (amount * 2));
--@ since 11
ALTER INDEX orders_expression ALTER COLUMN 2 SET STATISTICS 400;
--@ always
CREATE INDEX orders_gin ON orders USING gin (lines jsonb_path_ops);
CREATE INDEX orders_words ON orders USING gin (words) WITH (fastupdate = off);
CREATE INDEX orders_brin ON orders USING brin (at) WITH (pages_per_range = 4);
CREATE INDEX orders_hash ON orders USING hash (amount);
CREATE INDEX orders_spgist ON orders USING spgist (where_is);
CREATE INDEX customers_trgm ON customers USING gin (name ext.gin_trgm_ops);
CREATE UNIQUE INDEX orders_identity ON orders (id, customer);
ALTER TABLE orders REPLICA IDENTITY USING INDEX orders_identity;
COMMENT ON INDEX orders_at IS 'by time';
COMMENT ON CONSTRAINT orders_customer_fkey ON orders IS 'whose';
--@ since 10
CREATE STATISTICS orders_statistics (dependencies, ndistinct) ON id, customer FROM orders;
COMMENT ON STATISTICS orders_statistics IS 'correlated';
--@ since 11
CREATE INDEX orders_covering ON orders (customer) INCLUDE (amount, at);
--@ since 13
ALTER STATISTICS orders_statistics SET STATISTICS 200;
--@ since 14
CREATE STATISTICS orders_on_expression ON (amount * 2), (id % 10) FROM orders;
--@ always

-- A row for every value that a format could spoil.
CREATE TABLE odd_values (
    id serial PRIMARY KEY, f4 float4, f8 float8, n numeric, ts timestamp, tz timestamptz, d date, t text, b bytea,
    tt timetz, iv interval, u uuid, ip inet, net cidr, mac macaddr, bits bit varying(70), m money, o oid, c "char",
    ch char(5), nm name, j json, jb jsonb, x xml, arr int[], arr2 text[][], moods mood[], r int4range, nr numrange,
    fr floatrange, hs ext.hstore, ad address, ads address[], box box, poly polygon, path path, circle circle,
    line line, lseg lseg, tsv tsvector, tsq tsquery, cls regclass, proc regprocedure, lsn pg_lsn, ts1 timestamp(0),
    fixed numeric(20, 10)
);
INSERT INTO odd_values (f4, f8, n, ts, tz, d, t, b, iv, arr, c, m) VALUES
    ('NaN', 'NaN', 'NaN', 'infinity', 'infinity', 'infinity', '', '', '-178000000 years', '{}', '', '-92233720368547758.08'),
    ('Infinity', '-Infinity', -0.000, '-infinity', '-infinity', '-infinity', E'\\N', '\x00ff5c0a0d09', '1 mon -1 day 00:00:00.000001', '{NULL}', '~', 0),
    ('-0', '-0', 1e300, '4713-01-01 00:00:00 BC', '294276-12-31 23:59:59.999999+00', '5874897-12-31', E'tab\t nl\n cr\r bs\\ bell\007', '\x5c2e', '1 year 2 mons', '[-2:0]={1,2,3}', '1', 1.5),
    (0.1, 0.1, 0.1, '2000-01-01 00:00:00.000001', '1999-12-31 23:59:59.999999+14', '0001-01-01 BC', E'\\.', '\xdeadbeef', '-00:00:00.000001', '{{1,2},{3,4}}', 'a', 2),
    (1.17549435e-38, 2.2250738585072014e-308, 123456789012345678901234567890.123456789, 'epoch', 'epoch', 'epoch', '"quo''ted", {brace}', '', '0', '{2147483647,-2147483648}', 'z', 3),
    (3.4028235e38, 1.7976931348623157e308, 0, '2020-02-29', '2020-02-29 00:00:00+05:45', '2020-02-29', '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 日本語 é é', NULL, NULL, NULL, NULL, NULL);
INSERT INTO odd_values (tt, u, ip, net, mac, bits, o, ch, nm, j, jb, x, arr2, moods, r, nr, fr, hs, ad, ads, box, poly,
    path, circle, line, lseg, tsv, tsq, cls, proc, lsn, ts1, fixed) VALUES
    ('23:59:59.999999-15:59', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '192.168.0.1/24', '10.0.0.0/8',
     '08:00:2b:01:02:03', B'10101', 4294967295, 'ab', 'a name', '{"a" : 1,  "a":2, "z":"\u00fc"}', '{"b":1,"a":[1.10,null]}',
     '<a b="c">ü</a>', '{{a,"b c"},{NULL,"N\"U"}}', '{ok,"it''s \"fine\""}', '[1,10)', '(,5.5]', '[-Infinity,1.5)',
     '"a b"=>"c\"d", n=>NULL', ROW('a "b"', NULL, 'ok'), ARRAY[ROW('x', 'y', NULL)::address, NULL], '((0,0),(1.5,2))',
     '((0,0),(1,1),(2,0))', '[(0,0),(1,1)]', '<(1,2),3.5>', '{1,2,3}', '[(0,0),(1,2)]', '''it'':1A b:2', 'a & !b:*',
     'shop.orders', 'shop.add_tax(numeric,numeric)', '16/B374D848', '2020-01-01 00:00:00.6', 1234567890.0123456789),
    (NULL, NULL, '::1', '2001:db8::/32', NULL, '', 0, '', '', 'null', '"text"', NULL, '{}', '{}', 'empty', '(,)', NULL,
     '', NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, '0/0', NULL, NULL);
INSERT INTO odd_values (t, b) SELECT repeat('toast ü ' || i, 40000), decode(repeat(md5(i::text), 20000), 'hex')
    FROM generate_series(1, 3) AS i;
CREATE TABLE no_columns ();
INSERT INTO no_columns DEFAULT VALUES;
INSERT INTO no_columns DEFAULT VALUES;
CREATE TABLE log_of_changes (id bigserial, at timestamptz DEFAULT now(), what text);
CREATE UNLOGGED TABLE unlogged (n int PRIMARY KEY);
INSERT INTO unlogged SELECT generate_series(1, 100);
CREATE TABLE nothing_in_it (a int, b text);
CREATE TABLE typed OF address;
INSERT INTO typed VALUES ('s', 'z', 'sad');
CREATE TABLE full_identity (a int);
ALTER TABLE full_identity REPLICA IDENTITY FULL;
INSERT INTO full_identity VALUES (1), (NULL), (1);

-- Inheritance, with columns in another order and a child of two parents.
CREATE TABLE parent (a int, b text DEFAULT 'p', CHECK (a > 0));
CREATE TABLE other_parent (b text, c int);
CREATE TABLE child (extra int, b text, a int);
ALTER TABLE child ADD CHECK (a > 0);
ALTER TABLE child RENAME CONSTRAINT child_a_check TO parent_a_check;
ALTER TABLE child INHERIT parent;
CREATE TABLE grandchild (CHECK (a < 1000)) INHERITS (child);
CREATE TABLE two_parents (d int) INHERITS (parent, other_parent);
CREATE INDEX ON child (a);
INSERT INTO parent SELECT i, 'p' || i FROM generate_series(1, 10) AS i;
INSERT INTO child SELECT i, 'c' || i, i FROM generate_series(1, 20) AS i;
INSERT INTO grandchild SELECT i, 'g' || i, i FROM generate_series(1, 30) AS i;
INSERT INTO two_parents (a, b, c, d) VALUES (1, 'x', 2, 3);

--@ since 10
CREATE TABLE with_identity (
    id int GENERATED ALWAYS AS IDENTITY (START 10 INCREMENT 5) PRIMARY KEY,
    other bigint GENERATED BY DEFAULT AS IDENTITY,
    t text
);
INSERT INTO with_identity (t) SELECT 'i' || i FROM generate_series(1, 7) AS i;
CREATE TABLE measures (city int NOT NULL, day date NOT NULL, v float8) PARTITION BY RANGE (day);
CREATE TABLE measures_2020 PARTITION OF measures FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE measures_2021 PARTITION OF measures FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')
    PARTITION BY LIST (city);
CREATE TABLE measures_2021_1 PARTITION OF measures_2021 FOR VALUES IN (1, 2);
CREATE TABLE measures_2021_2 (v float8, day date NOT NULL, dropped int, city int NOT NULL);
ALTER TABLE measures_2021_2 DROP COLUMN dropped;
ALTER TABLE measures_2021 ATTACH PARTITION measures_2021_2 FOR VALUES IN (3, NULL);
INSERT INTO measures SELECT 1 + i % 3, date '2020-01-01' + i % 700, i / 3.0 FROM generate_series(1, 3000) AS i;
--@ since 11
CREATE TABLE measures_rest PARTITION OF measures DEFAULT;
INSERT INTO measures VALUES (9, '1999-01-01', 0);
CREATE INDEX measures_day ON measures (day);
ALTER TABLE measures ADD CONSTRAINT measures_unique UNIQUE (city, day, v);
CREATE INDEX only_here ON measures_2020 (v);
CREATE INDEX measures_v ON ONLY measures (v);
ALTER INDEX measures_v ATTACH PARTITION only_here;
CREATE TABLE hashed (k int PRIMARY KEY, v text) PARTITION BY HASH (k);
CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO hashed SELECT i, 'h' || i FROM generate_series(1, 1000) AS i;
CREATE TRIGGER changed AFTER INSERT ON hashed FOR EACH ROW EXECUTE PROCEDURE note_change();
CREATE TABLE refers (k int REFERENCES customers);
--@ since 12
CREATE TABLE refers_to_partitioned (k int REFERENCES hashed, n int);
INSERT INTO refers_to_partitioned SELECT i, i FROM generate_series(1, 50) AS i;
CREATE TABLE generated (a int, twice int GENERATED ALWAYS AS (a * 2) STORED, b text);
INSERT INTO generated (a, b) SELECT i, 'g' || i FROM generate_series(1, 25) AS i;
CREATE INDEX ON generated (twice);
CREATE COLLATION insensitive (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE compared_loosely (t text COLLATE insensitive PRIMARY KEY);
INSERT INTO compared_loosely VALUES ('Abc'), ('abd');
--@ since 14
CREATE TABLE compressed (t text COMPRESSION pglz);
INSERT INTO compressed SELECT repeat('x' || i, 5000) FROM generate_series(1, 5) AS i;
CREATE TABLE multi (r int4multirange);
INSERT INTO multi VALUES ('{[1,2),[5,9)}'), ('{}');
--@ since 15
CREATE TABLE nulls_equal (a int, UNIQUE NULLS NOT DISTINCT (a));
INSERT INTO nulls_equal VALUES (NULL), (1);
--@ since 18
CREATE TABLE computed (a int, twice int GENERATED ALWAYS AS (a * 2) VIRTUAL);
INSERT INTO computed SELECT generate_series(1, 5);
--@ always

-- Views and materialized views that stand on one another; one is not populated.
CREATE VIEW big_orders AS SELECT * FROM orders WHERE amount > 500 WITH CASCADED CHECK OPTION;
CREATE VIEW guarded WITH (security_barrier) AS SELECT id, name FROM customers;
CREATE RECURSIVE VIEW numbers (n) AS SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10;
ALTER VIEW big_orders ALTER COLUMN amount SET DEFAULT 501;
COMMENT ON VIEW big_orders IS 'large';
GRANT SELECT ON big_orders TO reader;
GRANT SELECT ON guarded TO owner_role;
CREATE MATERIALIZED VIEW z_by_customer AS
    SELECT customer, count(*) AS orders, sum(amount) AS amount FROM orders GROUP BY customer;
CREATE UNIQUE INDEX z_by_customer_key ON z_by_customer (customer);
CREATE MATERIALIZED VIEW a_on_top AS SELECT count(*) AS customers, max(amount) AS most FROM z_by_customer;
CREATE MATERIALIZED VIEW never_filled AS SELECT * FROM orders WITH NO DATA;
CREATE MATERIALIZED VIEW filtered WITH (fillfactor = 90) AS SELECT * FROM guarded WHERE id < 100;
ALTER MATERIALIZED VIEW filtered OWNER TO owner_role;
CREATE VIEW depends_on_key AS SELECT id, name, count(*) FROM customers GROUP BY id;

-- Rules, triggers in each state, row security, event triggers.
CREATE RULE no_delete AS ON DELETE TO log_of_changes DO INSTEAD NOTHING;
CREATE RULE two_commands AS ON INSERT TO typed DO ALSO
    (INSERT INTO log_of_changes (what) VALUES ('a;b'); DELETE FROM full_identity WHERE a = 99);
ALTER TABLE log_of_changes DISABLE RULE no_delete;
CREATE TRIGGER changed AFTER INSERT OR UPDATE OF name ON customers FOR EACH ROW EXECUTE PROCEDURE note_change();
CREATE TRIGGER is_disabled AFTER DELETE ON customers FOR EACH STATEMENT EXECUTE PROCEDURE note_change();
ALTER TABLE customers DISABLE TRIGGER is_disabled;
CREATE TRIGGER on_replica AFTER TRUNCATE ON customers FOR EACH STATEMENT EXECUTE PROCEDURE note_change();
ALTER TABLE customers ENABLE REPLICA TRIGGER on_replica;
CREATE CONSTRAINT TRIGGER always_late AFTER INSERT ON orders DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.amount > 3) EXECUTE PROCEDURE note_change();
ALTER TABLE orders ENABLE ALWAYS TRIGGER always_late;
COMMENT ON TRIGGER changed ON customers IS 'notes';
ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON customers FOR SELECT TO app USING (name = current_user::text);
CREATE POLICY "writes; here" ON orders TO PUBLIC USING (true) WITH CHECK (amount > 0);
CREATE EVENT TRIGGER ddl ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE PROCEDURE on_ddl();
CREATE EVENT TRIGGER ddl_off ON sql_drop EXECUTE PROCEDURE on_ddl();
ALTER EVENT TRIGGER ddl_off DISABLE;

-- Foreign data, default privileges, publications.
CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'nowhere.invalid', dbname 'x');
CREATE USER MAPPING FOR app SERVER elsewhere OPTIONS (user 'remote');
CREATE FOREIGN TABLE far_away (id int NOT NULL, t text OPTIONS (column_name 'tt')) SERVER elsewhere
    OPTIONS (table_name 'there');
GRANT USAGE ON FOREIGN SERVER elsewhere TO app;
ALTER DEFAULT PRIVILEGES FOR ROLE owner_role IN SCHEMA shop GRANT SELECT ON TABLES TO reader;
ALTER DEFAULT PRIVILEGES FOR ROLE owner_role REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
--@ since 10
CREATE PUBLICATION several FOR TABLE customers, orders WITH (publish = 'insert, update');
CREATE PUBLICATION every FOR ALL TABLES;
CREATE SUBSCRIPTION dormant CONNECTION 'host=nowhere.invalid' PUBLICATION x
    WITH (connect = false, slot_name = NONE);
--@ since 15
CREATE PUBLICATION filtered FOR TABLE orders (id, amount, customer) WHERE (amount > 5);
CREATE PUBLICATION of_schema FOR TABLES IN SCHEMA private;
--@ always

-- Large objects: empty, larger than a page of the dump, with a hole, with owner, privileges and comment.
SELECT lo_create(4711);
SELECT lo_from_bytea(4712, decode(repeat('00ff5c', 50000), 'hex'));
SELECT lo_from_bytea(4713, 'short');
SELECT lo_put(4713, 1000000, 'after a hole');
SELECT lo_from_bytea(4294967295, 'the last oid');
ALTER LARGE OBJECT 4712 OWNER TO owner_role;
GRANT SELECT ON LARGE OBJECT 4712 TO reader;
GRANT UPDATE ON LARGE OBJECT 4712 TO app WITH GRANT OPTION;
COMMENT ON LARGE OBJECT 4712 IS 'a picture; it''s "large"';
