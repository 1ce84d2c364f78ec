CREATE FUNCTION app.atomic(a integer) RETURNS integer LANGUAGE sql
    BEGIN ATOMIC SELECT a + 1; SELECT count(*)::integer FROM app.customer c WHERE c.id = a AND c.kind IN ('new', 'old'); END;
CREATE FUNCTION app.returning_one(a integer) RETURNS integer LANGUAGE sql RETURN a * 2;
CREATE TABLE app.squeezed (t text COMPRESSION pglz, n integer, UNIQUE NULLS NOT DISTINCT (n));
CREATE VIEW app.v_invoker WITH (security_invoker = true) AS SELECT extract(day FROM made) AS d, substring(kind FROM 2 FOR 3) AS s,
    overlay(kind PLACING 'x' FROM 1) AS o, trim(kind) AS t, made AT TIME ZONE 'UTC' AS u FROM app.customer;
CREATE VIEW app.v_search AS WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3)
    SEARCH DEPTH FIRST BY n SET o CYCLE n SET is_cycle USING path SELECT n, is_cycle FROM r;
CREATE STATISTICS app.stats_expression ON (lower(kind)), (price + 1) FROM app.customer;
CREATE PUBLICATION pub_rows FOR TABLE app.customer (id, kind) WHERE (id > 5);
CREATE PUBLICATION pub_schema FOR TABLES IN SCHEMA "Odd.Schema ""x""";
CREATE TYPE app.ranging AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = app.many_ranging);
CREATE TABLE app.multi (m app.many_ranging, i int4multirange);
GRANT SET ON PARAMETER log_min_messages TO auditor;
CREATE COLLATION app.german (PROVIDER = icu, LOCALE = 'de', DETERMINISTIC = false);
ALTER TABLE app.hashed_0 DROP CONSTRAINT IF EXISTS nothing;
CREATE TABLE app.fk_set (id integer, a integer, b integer DEFAULT 1, PRIMARY KEY (id));
CREATE TABLE app.fk_set_child (a integer REFERENCES app.fk_set (id) ON DELETE SET NULL (a));
