SELECT '' AS schema, f.fdwname AS name, 'foreign data wrapper' AS part,
       pg_get_userbyid(f.fdwowner) AS owner,
       nullif(f.fdwhandler, 0)::regproc::text AS handler,
       nullif(f.fdwvalidator, 0)::regproc::text AS validator,
       NULL::text AS wrapper,
       NULL::text AS type,
       NULL::text AS version,
       (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(f.fdwoptions) o) AS "options!",
       obj_description(f.oid, 'pg_foreign_data_wrapper') AS comment
  FROM pg_foreign_data_wrapper f
 WHERE NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_foreign_data_wrapper'::regclass AND e.objid = f.oid AND e.deptype = 'e')
UNION ALL
SELECT '', s.srvname, 'foreign server', pg_get_userbyid(s.srvowner), NULL, NULL, f.fdwname, s.srvtype, s.srvversion,
       (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(s.srvoptions) o),
       obj_description(s.oid, 'pg_foreign_server')
  FROM pg_foreign_server s
  JOIN pg_foreign_data_wrapper f ON f.oid = s.srvfdw
 WHERE NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_foreign_server'::regclass AND e.objid = s.oid AND e.deptype = 'e')
