SELECT '' AS schema, l.lanname AS name, 'language' AS part,
       pg_get_userbyid(l.lanowner) AS owner,
       NOT l.lanpltrusted AS untrusted,
       nullif(l.lanplcallfoid, 0)::regproc::text AS handler,
       nullif(l.laninline, 0)::regproc::text AS inline,
       nullif(l.lanvalidator, 0)::regproc::text AS validator,
       obj_description(l.oid, 'pg_language') AS comment
  FROM pg_language l
 WHERE l.oid >= 16384
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_language'::regclass AND e.objid = l.oid AND e.deptype = 'e')
