-- pg_dump leaves invalid indexes out, save those of partitioned tables to which not every partition is attached.
-- parts of objects
SELECT n.nspname AS schema, c.relname AS name, 'index ' || i.relname AS part,
       m.amname AS method,
       (SELECT string_agg(pg_get_indexdef(x.indexrelid, k, false)
                    || CASE WHEN k > x.indnkeyatts THEN ' included' ELSE '' END -- since 11
                    || coalesce((SELECT ' collate ' || l.collname FROM pg_collation l
                                  WHERE l.oid = x.indcollation[k - 1] AND l.collname <> 'default'), '')
                    || coalesce((SELECT ' ' || o.opcname FROM pg_opclass o
                                  WHERE o.oid = x.indclass[k - 1] AND NOT o.opcdefault), '')
                    || CASE x.indoption[k - 1] & 3 WHEN 1 THEN ' desc nulls last' WHEN 2 THEN ' asc nulls first'
                                                   WHEN 3 THEN ' desc' ELSE '' END,
                    ', ' ORDER BY k)
          FROM generate_series(1, x.indnatts) k) AS "columns~",
       pg_get_expr(x.indpred, x.indrelid) AS "condition~",
       x.indisunique AS "unique",
       x.indisprimary AS "primary key",
       x.indnullsnotdistinct AS "nulls not distinct", -- since 15
       NOT x.indimmediate AS deferrable,
       NOT x.indisvalid AS invalid,
       x.indisclustered AS clustered,
       x.indisreplident AS "replica identity", -- since 9.4
       (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(i.reloptions) o) AS options,
       (SELECT string_agg(a.attnum || ': ' || array_to_string(a.attoptions, ', '), '; ' ORDER BY a.attnum) -- since 13
          FROM pg_attribute a WHERE a.attrelid = i.oid AND a.attoptions IS NOT NULL) AS "column options", -- since 13
       (SELECT string_agg(a.attnum || ': ' || a.attstattarget, '; ' ORDER BY a.attnum) -- since 11
          FROM pg_attribute a WHERE a.attrelid = i.oid AND a.attstattarget >= 0) AS "statistics targets", -- since 11
       (SELECT p.relname FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent -- since 11
         WHERE h.inhrelid = i.oid) AS "attachment", -- since 11
       obj_description(i.oid, 'pg_class') AS comment
  FROM pg_index x
  JOIN pg_class i ON i.oid = x.indexrelid
  JOIN pg_class c ON c.oid = x.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_am m ON m.oid = i.relam
 WHERE c.relkind IN ('r', 'p', 'm')
   AND (x.indisvalid OR c.relkind = 'p')
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid IN (c.oid, i.oid) AND e.deptype = 'e')
