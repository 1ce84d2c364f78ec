SELECT n.nspname AS schema, f.opfname || ' using ' || m.amname AS name, 'operator family' AS part,
       pg_get_userbyid(f.opfowner) AS owner,
       (SELECT string_agg(o.amopstrategy || ' ' || o.amopopr::regoperator::text || ' ' || o.amoppurpose::text, ', '
                          ORDER BY o.amopstrategy, o.amopopr::regoperator::text)
          FROM pg_amop o WHERE o.amopfamily = f.oid) AS "operators~",
       (SELECT string_agg(p.amprocnum || ' ' || p.amproc::oid::regprocedure::text, ', '
                          ORDER BY p.amprocnum, p.amproc::oid::regprocedure::text)
          FROM pg_amproc p WHERE p.amprocfamily = f.oid) AS "functions~",
       obj_description(f.oid, 'pg_opfamily') AS comment
  FROM pg_opfamily f
  JOIN pg_am m ON m.oid = f.opfmethod
  JOIN pg_namespace n ON n.oid = f.opfnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_opfamily'::regclass AND e.objid = f.oid AND e.deptype = 'e')
