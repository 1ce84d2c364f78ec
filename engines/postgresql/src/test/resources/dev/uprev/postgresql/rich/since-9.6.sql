CREATE MATERIALIZED VIEW app.mat AS SELECT kind, count(*) AS n, sum(price) AS s FROM app.customer GROUP BY kind;
CREATE UNIQUE INDEX mat_kind ON app.mat (kind);
CREATE MATERIALIZED VIEW app.mat_empty AS SELECT 1 AS one WITH NO DATA;
COMMENT ON MATERIALIZED VIEW app.mat IS 'kept';
CREATE VIEW app.v_checked AS SELECT id, kind FROM app.customer WHERE id < 100 WITH LOCAL CHECK OPTION;
CREATE VIEW app.v_later AS
    SELECT a.n, b.ord, percentile_cont(0.5) WITHIN GROUP (ORDER BY a.n) AS p, count(*) FILTER (WHERE a.n > 1) AS f
    FROM generate_series(1, 3) a (n), LATERAL unnest(ARRAY[a.n, 2]) WITH ORDINALITY AS b (v, ord)
    GROUP BY GROUPING SETS ((a.n, b.ord), ());
CREATE TABLE app.secured (id integer PRIMARY KEY, who name, payload jsonb DEFAULT '{"a": 1}');
ALTER TABLE app.secured ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.secured FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON app.secured FOR SELECT TO auditor, owner_of_all USING (who = "current_user"() AND id > 0);
CREATE POLICY all_of_it ON app.secured USING (true) WITH CHECK (id IN (SELECT a FROM app.parent));
COMMENT ON POLICY mine ON app.secured IS 'own rows';
ALTER TABLE app.secured REPLICA IDENTITY FULL;
ALTER TABLE app.parent REPLICA IDENTITY NOTHING;
CREATE UNIQUE INDEX order_identity ON "Odd.Schema ""x"""."Order" (id);
ALTER TABLE "Odd.Schema ""x"""."Order" REPLICA IDENTITY USING INDEX order_identity;
CREATE INDEX secured_json ON app.secured USING gin (payload jsonb_path_ops);
CREATE INDEX secured_brin ON app.secured USING brin (id) WITH (pages_per_range = 16);
CREATE FUNCTION app.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE PROCEDURE app.on_ddl();
ALTER EVENT TRIGGER watch DISABLE;
COMMENT ON EVENT TRIGGER watch IS 'watches';
CREATE FUNCTION app.parallel(integer) RETURNS integer LANGUAGE sql PARALLEL SAFE LEAKPROOF AS 'SELECT 1';
CREATE AGGREGATE app.moving(integer) (SFUNC = int4pl, STYPE = integer, COMBINEFUNC = int4pl, PARALLEL = SAFE,
    MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = integer, MINITCOND = '0');
CREATE AGGREGATE app.hypo(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal,
    FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
CREATE ACCESS METHOD my_brin TYPE INDEX HANDLER brinhandler;
CREATE ROLE bypasser BYPASSRLS REPLICATION;
ALTER DEFAULT PRIVILEGES FOR ROLE owner_of_all GRANT USAGE ON TYPES TO auditor;
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC;
GRANT SELECT ON pg_catalog.pg_authid TO auditor;
GRANT SELECT (rolname) ON pg_catalog.pg_authid TO owner_of_all;
