-- A schema with something of everything that PostgreSQL 9.2 knows.
SET check_function_bodies = off;
CREATE SCHEMA app AUTHORIZATION owner_of_all;
CREATE SCHEMA "Odd.Schema ""x""";
COMMENT ON SCHEMA app IS 'the application';
GRANT USAGE ON SCHEMA app TO auditor;
GRANT USAGE ON SCHEMA app TO PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE EXTENSION hstore WITH SCHEMA app;
CREATE EXTENSION btree_gist;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION file_fdw;

CREATE TYPE app.mood AS ENUM ('sad', 'so so', 'happy');
ALTER TYPE app.mood ADD VALUE 'very sad' BEFORE 'sad';
COMMENT ON TYPE app.mood IS 'how one feels';
CREATE TYPE app.address AS (street text, number integer, "Zip Code" character varying(10) COLLATE "C");
CREATE DOMAIN app.positive AS integer DEFAULT 1 NOT NULL CONSTRAINT is_positive CHECK (VALUE > 0);
CREATE DOMAIN app.email AS character varying(100) COLLATE "C" CHECK (VALUE ~ '^[^@]+@[^@]+$' AND VALUE NOT IN ('a', 'b'));
CREATE DOMAIN app.late AS text;
ALTER DOMAIN app.late ADD CONSTRAINT short CHECK (length(VALUE) < 5) NOT VALID;
CREATE TYPE app.span AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = float8mi);
GRANT USAGE ON TYPE app.mood TO auditor WITH GRANT OPTION;
REVOKE USAGE ON TYPE app.span FROM PUBLIC;

CREATE FUNCTION app.add(a integer, b integer DEFAULT 2 + 3) RETURNS integer LANGUAGE sql IMMUTABLE STRICT
    AS 'SELECT $1 + $2';
CREATE FUNCTION app."Odd Fn"(VARIADIC x text[], OUT n integer, OUT t text) RETURNS record LANGUAGE plpgsql
    STABLE SECURITY DEFINER COST 7 SET search_path = app, pg_temp SET work_mem = '1MB'
    AS $$ BEGIN n := array_length(x, 1); t := 'ünï; '' $1'; END $$;
CREATE FUNCTION app.rows_of(app.mood) RETURNS SETOF integer LANGUAGE sql ROWS 5 AS 'SELECT 1';
CREATE FUNCTION app.tab(date) RETURNS TABLE (a integer, b timestamp with time zone) LANGUAGE sql AS
    'SELECT 1, now()';
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
COMMENT ON FUNCTION app.add(integer, integer) IS 'adds';
REVOKE EXECUTE ON FUNCTION app.add(integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.add(integer, integer) TO auditor;
ALTER FUNCTION app.add(integer, integer) OWNER TO owner_of_all;
CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE FUNCTION app.same(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
CREATE OPERATOR app.=== (PROCEDURE = app.same, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR(app.===),
    RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR app.=== (integer, integer) IS 'very equal';
CREATE OPERATOR FAMILY app.my_family USING btree;
CREATE OPERATOR CLASS app.my_int_ops FOR TYPE integer USING btree FAMILY app.my_family AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
CREATE FUNCTION app.mood_number(app.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE CAST (app.mood AS integer) WITH FUNCTION app.mood_number(app.mood) AS ASSIGNMENT;
COMMENT ON CAST (app.mood AS integer) IS 'mood in numbers';
CREATE CONVERSION app.my_conversion FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE COLLATION app.my_c (LC_COLLATE = 'C', LC_CTYPE = 'C');
CREATE TEXT SEARCH DICTIONARY app.my_dictionary (TEMPLATE = pg_catalog.simple, ACCEPT = 'false');
CREATE TEXT SEARCH CONFIGURATION app.my_search (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION app.my_search ALTER MAPPING FOR asciiword WITH app.my_dictionary, english_stem;

CREATE SEQUENCE app.plain;
CREATE SEQUENCE app.odd INCREMENT BY -3 MINVALUE -100 MAXVALUE 50 START WITH 20 CACHE 5 CYCLE;
CREATE SEQUENCE app.downward INCREMENT BY -1;
SELECT setval('app.odd', 11, true), setval('app.plain', 77, false);
COMMENT ON SEQUENCE app.odd IS 'counts down';
GRANT USAGE ON SEQUENCE app.odd TO auditor;

CREATE TABLE app.customer (
    id serial PRIMARY KEY,
    email app.email UNIQUE,
    mood app.mood DEFAULT 'happy',
    born date CHECK (born > '1900-01-01'),
    address app.address,
    tags text[] DEFAULT '{}',
    extra app.hstore,
    score double precision DEFAULT 1.5,
    ratio real DEFAULT '-1'::integer,
    price numeric(12,2) NOT NULL DEFAULT 0.00,
    kind character varying(20) DEFAULT 'new',
    made timestamp with time zone DEFAULT now(),
    day date DEFAULT ('now'::text)::date,
    who text DEFAULT "current_user"(),
    span app.span,
    gone text,
    "Über ""alles""" bit varying(5),
    CONSTRAINT kinds CHECK (kind IN ('new', 'old', 'very old')),
    CONSTRAINT numbers CHECK ((price >= 0 OR score < -1.5e10) AND ratio BETWEEN -10 AND 10.5),
    CONSTRAINT parts CHECK (date_part('year', born) > 1900 AND substring(kind from 1 for 2) <> 'zz' AND kind NOT LIKE '%x')
);
ALTER TABLE app.customer DROP COLUMN gone;
ALTER TABLE app.customer ALTER COLUMN tags SET STATISTICS 250, ALTER COLUMN extra SET STORAGE EXTERNAL;
ALTER TABLE app.customer ALTER COLUMN price SET (n_distinct = -0.5);
ALTER TABLE app.customer SET (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
ALTER TABLE app.customer OWNER TO owner_of_all;
COMMENT ON TABLE app.customer IS 'who buys';
COMMENT ON COLUMN app.customer.email IS 'where to write';
COMMENT ON CONSTRAINT kinds ON app.customer IS 'what kinds';
GRANT SELECT ON app.customer TO auditor;
GRANT ALL ON app.customer TO "Odd ""Name""" WITH GRANT OPTION;
GRANT UPDATE (email, mood), SELECT (id) ON app.customer TO auditor;
INSERT INTO app.customer (email, born, address) SELECT 'c' || i || '@example.org', '1970-01-01', ROW('s', i, 'z')::app.address
    FROM generate_series(1, 20) i;

CREATE INDEX customer_lower ON app.customer (lower(kind) DESC NULLS LAST, (score + 1)) WHERE price > 10 AND kind <> 'old';
CREATE INDEX customer_trgm ON app.customer USING gin (kind gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX customer_pattern ON app.customer (kind text_pattern_ops, who COLLATE "C");
CREATE UNIQUE INDEX customer_odd ON app.customer USING btree (id app.my_int_ops) WITH (fillfactor = 50);
CREATE INDEX customer_hash ON app.customer USING hash (kind);
CREATE INDEX "Odd Index" ON app.customer USING gist (span);
COMMENT ON INDEX app.customer_lower IS 'partial';
ALTER TABLE app.customer CLUSTER ON customer_odd;

CREATE TABLE "Odd.Schema ""x"""."Order" (
    id bigint NOT NULL,
    customer_id integer REFERENCES app.customer ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    other integer,
    note text COLLATE "C",
    during tsrange,
    EXCLUDE USING gist (id WITH =, during WITH &&) WHERE (id > 0),
    CONSTRAINT "Order pk" PRIMARY KEY (id) DEFERRABLE,
    CONSTRAINT "two" UNIQUE (other, note) WITH (fillfactor = 80)
);
ALTER TABLE "Odd.Schema ""x"""."Order" ADD CONSTRAINT later FOREIGN KEY (other) REFERENCES app.customer (id) MATCH FULL NOT VALID;
ALTER TABLE "Odd.Schema ""x"""."Order" ADD CONSTRAINT unchecked CHECK (other > 5) NOT VALID;
INSERT INTO "Odd.Schema ""x"""."Order" (id, customer_id) VALUES (1, 1), (2, 2);
CREATE UNLOGGED TABLE app.fleeting (a integer);
CREATE TABLE app.parent (a integer CHECK (a > 0), b text DEFAULT 'p');
ALTER TABLE app.parent ADD CONSTRAINT own CHECK (b <> '') NO INHERIT;
CREATE TABLE app.child (c integer) INHERITS (app.parent);
ALTER TABLE app.child ALTER COLUMN b SET DEFAULT 'c';
CREATE TABLE app.grandchild (d integer, b text) INHERITS (app.child);
CREATE TABLE app.of_type OF app.address (number WITH OPTIONS NOT NULL DEFAULT 5);
CREATE TABLE app.no_columns ();
CREATE TABLE app.float_zoo (id integer PRIMARY KEY, f double precision, r real, n numeric, t text, b bytea);
INSERT INTO app.float_zoo VALUES (1, 'NaN', 'Infinity', 'NaN', '', ''), (2, '-0', '-0', 1.00, NULL, '\x00ff'),
    (3, 0.1, 0.1, 1.0, 'ü', NULL), (4, 1e-300, 3.4e38, 1e100, E'tab\tline\nback\\', decode('00', 'hex'));

CREATE TABLE app.float_text (id integer PRIMARY KEY, f double precision, r real, span app.span, many double precision[], mood app.mood, extra app.hstore);
INSERT INTO app.float_text SELECT i, i / 3.0::double precision, i / 7.0::real, app.span(i / 10.0::double precision, i + 0.3), ARRAY[0.1, 1e-7 * i, 'NaN'], 'happy', 'a=>0.1'
    FROM generate_series(1, 1000) i;
CREATE TABLE app.no_key (a integer, b text);
INSERT INTO app.no_key SELECT i % 10, 'same' FROM generate_series(1, 50) i;
CREATE VIEW app.v_simple AS SELECT id, email, price * 2 AS twice, kind IN ('new', 'old') AS known FROM app.customer WHERE id > 3;
CREATE VIEW app.v_join WITH (security_barrier = true) AS
    SELECT c.id, o.note, row_number() OVER w AS rn, CASE WHEN c.price > 1 THEN 'a' ELSE 'b' END AS x,
           coalesce(o.other, 0) AS z, (SELECT max(p.a) FROM app.parent p WHERE p.a < c.id) AS m
    FROM app.customer c LEFT JOIN "Odd.Schema ""x"""."Order" o ON o.customer_id = c.id
        CROSS JOIN (SELECT a, count(*) AS n FROM app.parent GROUP BY a HAVING count(*) > 1) q
    WINDOW w AS (PARTITION BY c.kind ORDER BY c.id DESC);
CREATE VIEW app.v_using AS SELECT a, p.b, c.c, o.number FROM app.parent p JOIN app.child c USING (a)
    FULL JOIN (SELECT 1 AS a, number FROM app.of_type) o USING (a);
CREATE VIEW app.v_union AS
    WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 10)
    SELECT n, extract(year FROM now()) AS y, position('a' in 'bab') AS p, trim(both ' ' from ' x ') AS t,
           'x' LIKE 'y' AS l, now() AT TIME ZONE 'UTC' AS utc, ARRAY[1, 2, n] AS arr, ROW(1, 'a')::text AS r,
           current_date AS d, n::numeric(10,2)::text AS c, -1 AS neg, 1.5e-3 AS f, E'a\\b' AS esc, NULL::text AS nul
    FROM t
    UNION ALL SELECT 1, 2, 3, 't', true, now(), '{}', ROW(2, 'b')::text, current_date, '', -2, 2.5, '', '' ORDER BY 1 LIMIT 5;
CREATE VIEW app.v_values AS VALUES (1, 'one'), (2, 'two');
CREATE VIEW app.v_star AS SELECT v.*, c.kind FROM app.v_simple v, app.customer c WHERE v.id = c.id AND EXISTS (SELECT 1 FROM app.child);
ALTER VIEW app.v_simple ALTER COLUMN twice SET DEFAULT 4;
COMMENT ON VIEW app.v_simple IS 'simple';
COMMENT ON COLUMN app.v_simple.twice IS 'two times';
GRANT SELECT ON app.v_simple TO PUBLIC;

CREATE TRIGGER touch_it BEFORE INSERT OR UPDATE OF email, kind ON app.customer FOR EACH ROW
    WHEN (new.price > 5 AND new.kind IS NOT NULL) EXECUTE PROCEDURE app.touch('x', 'Ünï''');
CREATE TRIGGER disabled_one AFTER DELETE ON app.customer FOR EACH STATEMENT EXECUTE PROCEDURE app.touch();
CREATE TRIGGER replica_one AFTER TRUNCATE ON app.customer EXECUTE PROCEDURE app.touch();
CREATE TRIGGER always_one AFTER INSERT ON app.customer FOR EACH ROW EXECUTE PROCEDURE app.touch();
CREATE CONSTRAINT TRIGGER checked AFTER INSERT ON app.parent DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE PROCEDURE app.touch();
ALTER TABLE app.customer DISABLE TRIGGER disabled_one;
ALTER TABLE app.customer ENABLE REPLICA TRIGGER replica_one;
ALTER TABLE app.customer ENABLE ALWAYS TRIGGER always_one;
COMMENT ON TRIGGER touch_it ON app.customer IS 'touches';
CREATE RULE no_delete AS ON DELETE TO app.fleeting DO INSTEAD NOTHING;
CREATE RULE log_it AS ON UPDATE TO app.parent WHERE old.a <> new.a DO ALSO INSERT INTO app.fleeting VALUES (new.a);
ALTER TABLE app.parent DISABLE RULE log_it;
COMMENT ON RULE no_delete ON app.fleeting IS 'never';

CREATE FOREIGN DATA WRAPPER my_wrapper OPTIONS (debug 'true');
CREATE SERVER my_server TYPE 'kind' VERSION '1' FOREIGN DATA WRAPPER my_wrapper OPTIONS (host 'h', dbname 'd');
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE USER MAPPING FOR auditor SERVER my_server OPTIONS (username 'u', password 'hidden');
CREATE USER MAPPING FOR PUBLIC SERVER my_server;
CREATE FOREIGN TABLE app.remote (a integer OPTIONS (col 'x') NOT NULL, b text) SERVER my_server OPTIONS (tab 't');
GRANT USAGE ON FOREIGN SERVER my_server TO auditor;
GRANT USAGE ON FOREIGN DATA WRAPPER my_wrapper TO auditor;

ALTER DEFAULT PRIVILEGES FOR ROLE owner_of_all IN SCHEMA app GRANT SELECT ON TABLES TO auditor;
ALTER DEFAULT PRIVILEGES FOR ROLE owner_of_all REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO "Odd ""Name""";
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;

SELECT lo_create(4711), lo_create(4712);
COMMENT ON LARGE OBJECT 4711 IS 'a large object';
ALTER LARGE OBJECT 4711 OWNER TO owner_of_all;
GRANT SELECT ON LARGE OBJECT 4711 TO auditor;
SELECT lowrite(lo_open(4712, 131072), 'some bytes');
