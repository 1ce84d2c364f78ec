CREATE TYPE mood AS ENUM ('sad', 'very ''happy''');
CREATE TYPE pair AS (a float8, b int);
CREATE DOMAIN amount AS numeric CHECK (VALUE >= 0);
CREATE DOMAIN scores AS float8[];
CREATE TABLE safe (i2 int2, i4 int4, i8 int8, f4 real, f8 float8, n numeric, a amount, b bool, by bytea,
    d date, t time, tz timetz, ts timestamp, tsz timestamptz, iv interval, u uuid, p point, c circle,
    ip inet, net cidr, mac macaddr, bits varbit, m money, ia int[], da float8[], r int4range, o oid);
CREATE TABLE texts (t text, v varchar(30), c char(8), ch "char", n name, j json, m mood, ta text[]);
CREATE TABLE as_text (f8 float8, f4 real, da scores, c pair, ca pair[], p point, q tsquery, ma mood[],
    i interval, ts timestamptz, by bytea);
CREATE TABLE "Odd ""Name""" ("a,b" int, gone int, "select" text);
ALTER TABLE "Odd ""Name""" DROP gone;
CREATE TABLE nothing (a int);
CREATE TABLE no_columns ();
CREATE UNLOGGED TABLE fleeting (a int);
CREATE TABLE parent (a int);
CREATE TABLE child (b int) INHERITS (parent);
