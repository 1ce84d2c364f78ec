SELECT n.nspname AS schema,
       o.oprname || '(' || coalesce(replace(format_type(nullif(o.oprleft, 0), NULL), '"', ''), 'none') || ', '
           || coalesce(replace(format_type(nullif(o.oprright, 0), NULL), '"', ''), 'none') || ')' AS name,
       'operator' AS part,
       pg_get_userbyid(o.oprowner) AS owner,
       o.oprcode::oid::regprocedure::text AS "function~",
       nullif(o.oprcom, 0)::regoperator::text AS "commutator~",
       nullif(o.oprnegate, 0)::regoperator::text AS "negator~",
       nullif(o.oprrest::oid, 0)::regproc::text AS restriction,
       nullif(o.oprjoin::oid, 0)::regproc::text AS "join",
       o.oprcanhash AS hashes,
       o.oprcanmerge AS merges,
       obj_description(o.oid, 'pg_operator') AS comment
  FROM pg_operator o
  JOIN pg_namespace n ON n.oid = o.oprnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_operator'::regclass AND e.objid = o.oid AND e.deptype = 'e')
