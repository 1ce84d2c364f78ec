-- exists since 9.5
SELECT '' AS schema, replace(format_type(t.trftype, NULL), '"', '') || ' for ' || l.lanname AS name,
       'transform' AS part,
       nullif(t.trffromsql::oid, 0)::regprocedure::text AS "from SQL~",
       nullif(t.trftosql::oid, 0)::regprocedure::text AS "to SQL~",
       obj_description(t.oid, 'pg_transform') AS comment
  FROM pg_transform t
  JOIN pg_language l ON l.oid = t.trflang
 WHERE t.oid >= 16384
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_transform'::regclass AND e.objid = t.oid AND e.deptype = 'e')
