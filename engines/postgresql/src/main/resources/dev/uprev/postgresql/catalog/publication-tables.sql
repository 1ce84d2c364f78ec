-- parts of objects
-- exists since 10
SELECT '' AS schema, p.pubname AS name, 'table ' || n.nspname || '.' || c.relname AS part,
       pg_get_expr(r.prqual, r.prrelid) AS "rows~", -- since 15
       (SELECT string_agg(a.attname, ', ' ORDER BY a.attname) FROM pg_attribute a -- since 15
         WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs::int2[])) AS columns, -- since 15
       NULL::text AS unused
  FROM pg_publication_rel r
  JOIN pg_publication p ON p.oid = r.prpubid
  JOIN pg_class c ON c.oid = r.prrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
