CREATE TABLE app.virtual (a integer CONSTRAINT a_is_there NOT NULL, b integer GENERATED ALWAYS AS (a + 1) VIRTUAL);
CREATE TABLE app.periods (id integer, valid daterange, PRIMARY KEY (id, valid WITHOUT OVERLAPS));
CREATE TABLE app.lax (a integer CONSTRAINT lax CHECK (a > 0) NOT ENFORCED, b integer);
ALTER TABLE app.lax ADD CONSTRAINT not_checked NOT NULL b NOT VALID;
