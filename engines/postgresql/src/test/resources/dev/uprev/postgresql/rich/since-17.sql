GRANT MAINTAIN ON app.customer TO auditor;
GRANT owner_of_all TO bypasser WITH INHERIT FALSE, SET FALSE;
CREATE VIEW app.v_json AS SELECT JSON_OBJECT('a': 1, 'b': 2) AS o, j.x FROM JSON_TABLE('[1]'::jsonb, '$[*]' COLUMNS (x integer PATH '$')) j;
CREATE TABLE app.ident_partitioned (id integer GENERATED ALWAYS AS IDENTITY, k integer) PARTITION BY LIST (k);
CREATE TABLE app.ident_partitioned_1 PARTITION OF app.ident_partitioned FOR VALUES IN (1);
