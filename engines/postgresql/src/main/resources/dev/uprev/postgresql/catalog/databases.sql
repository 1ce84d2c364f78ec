SELECT '' AS schema, '' AS name, 'database' AS part,
       pg_get_userbyid(d.datdba) AS owner,
       pg_encoding_to_char(d.encoding) AS encoding,
       d.datcollate AS collation,
       d.datctype AS "character classes",
       CASE d.datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' END AS "locale provider", -- since 15
       d.daticulocale AS "locale@16", -- since 15, before 17
       d.datlocale AS "locale@16", -- since 17
       d.daticurules AS "collation rules", -- since 16
       d.datistemplate AS "template",
       nullif(d.datconnlimit, -1) AS "connection limit",
       shobj_description(d.oid, 'pg_database') AS comment
  FROM pg_database d
 WHERE d.datname = current_database()
