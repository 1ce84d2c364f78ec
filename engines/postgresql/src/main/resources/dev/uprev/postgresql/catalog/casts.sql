-- Object ids from 16384 on are those of users: FirstNormalObjectId in access/transam.h.
SELECT '' AS schema,
       replace(format_type(c.castsource, NULL) || ' as ' || format_type(c.casttarget, NULL), '"', '') AS name,
       'cast' AS part,
       nullif(c.castfunc, 0)::regprocedure::text AS "function~",
       CASE c.castcontext WHEN 'e' THEN 'explicit' WHEN 'a' THEN 'assignment' ELSE 'implicit' END AS context,
       CASE c.castmethod WHEN 'f' THEN 'function' WHEN 'i' THEN 'input and output' ELSE 'binary' END AS method,
       obj_description(c.oid, 'pg_cast') AS comment
  FROM pg_cast c
 WHERE c.oid >= 16384
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_cast'::regclass AND e.objid = c.oid AND e.deptype IN ('e', 'i'))
