SELECT n.nspname AS schema, c.opcname || ' using ' || m.amname AS name, 'operator class' AS part,
       pg_get_userbyid(c.opcowner) AS owner,
       f.opfname AS family,
       format_type(c.opcintype, NULL) AS "type~",
       format_type(nullif(c.opckeytype, 0), NULL) AS "storage~",
       c.opcdefault AS "default",
       obj_description(c.oid, 'pg_opclass') AS comment
  FROM pg_opclass c
  JOIN pg_opfamily f ON f.oid = c.opcfamily
  JOIN pg_am m ON m.oid = c.opcmethod
  JOIN pg_namespace n ON n.oid = c.opcnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_opclass'::regclass AND e.objid = c.oid AND e.deptype = 'e')
