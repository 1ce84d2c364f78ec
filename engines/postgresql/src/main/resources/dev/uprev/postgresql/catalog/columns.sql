-- parts of objects
-- The columns of a child table come in another order when they were added one by one, so their position is left out.
-- A restore makes a column NOT NULL that inherits from one which is.
SELECT n.nspname AS schema, c.relname AS name, 'column ' || a.attname AS part,
       CASE WHEN NOT EXISTS (SELECT 1 FROM pg_inherits h WHERE h.inhrelid = c.oid)
            THEN row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum) END AS "position&",
       format_type(a.atttypid, a.atttypmod) AS "type~",
       a.attnotnull
           OR EXISTS (SELECT 1 FROM pg_inherits h
                        JOIN pg_attribute p ON p.attrelid = h.inhparent AND p.attname = a.attname AND p.attnotnull
                       WHERE h.inhrelid = c.oid) AS "not null",
       pg_get_expr(d.adbin, d.adrelid) AS "default~",
       CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity, -- since 10
       CASE a.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END AS generated, -- since 12
       CASE WHEN c.relkind IN ('r', 'p', 'f', 'c') AND a.attcollation <> t.typcollation
            THEN (SELECT l.collname FROM pg_collation l WHERE l.oid = a.attcollation) END AS collation,
       CASE WHEN c.relkind IN ('r', 'p', 'f', 'm') AND a.attstorage <> t.typstorage
            THEN CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended'
                                   ELSE 'main' END
       END AS storage,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression, -- since 14
       CASE WHEN c.relkind IN ('r', 'p', 'f', 'm') THEN nullif(a.attstattarget, -1) END AS "statistics target",
       (SELECT string_agg(o, ', ' ORDER BY o)
          FROM unnest(a.attoptions) o WHERE o !~ '^pg_attver=') AS options,
       (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(a.attfdwoptions) o) AS "foreign options!",
       col_description(c.oid, a.attnum) AS comment
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
   AND a.attnum > 0 AND NOT a.attisdropped
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_type'::regclass AND e.objid = c.reltype AND c.relkind = 'c'
                      AND e.deptype = 'e')
