SELECT n.nspname AS schema, t.typname AS name,
       CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range'
                      WHEN 'c' THEN 'composite type' ELSE 'base type' END AS part,
       pg_get_userbyid(t.typowner) AS owner,
       (SELECT string_agg(quote_literal(l.enumlabel), ', ' ORDER BY l.enumsortorder)
          FROM pg_enum l WHERE l.enumtypid = t.oid) AS labels,
       CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS "base~",
       t.typnotnull AS "not null",
       CASE t.typtype WHEN 'd' THEN coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) END AS "default~",
       CASE WHEN t.typtype = 'd'
             AND t.typcollation <> (SELECT b.typcollation FROM pg_type b WHERE b.oid = t.typbasetype)
            THEN (SELECT c.collname FROM pg_collation c WHERE c.oid = t.typcollation) END AS collation,
       format_type(r.rngsubtype, NULL) AS "subtype~",
       (SELECT o.opcname FROM pg_opclass o WHERE o.oid = r.rngsubopc) AS "operator class",
       (SELECT c.collname FROM pg_collation c WHERE c.oid = r.rngcollation) AS "range collation",
       nullif(r.rngcanonical::oid, 0)::regproc::text AS canonical,
       nullif(r.rngsubdiff::oid, 0)::regproc::text AS difference,
       format_type(nullif(r.rngmultitypid, 0), NULL) AS "multirange@14~", -- since 14
       CASE WHEN t.typtype = 'b'
            THEN array_to_string(ARRAY[t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout,
                                       t.typanalyze], ', ') END AS functions,
       CASE WHEN t.typtype = 'b'
            THEN concat_ws(' ', t.typlen, t.typbyval, t.typalign, t.typstorage, t.typcategory, t.typispreferred,
                           t.typdelim) END AS layout,
       obj_description(coalesce(nullif(t.typrelid, 0), t.oid),
                       CASE t.typtype WHEN 'c' THEN 'pg_class' ELSE 'pg_type' END) AS comment
  FROM pg_type t
  JOIN pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_range r ON r.rngtypid = t.oid
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND t.typisdefined
   AND (t.typtype IN ('e', 'd', 'r')
        OR t.typtype = 'c' AND (SELECT c.relkind FROM pg_class c WHERE c.oid = t.typrelid) = 'c'
        OR t.typtype = 'b' AND NOT EXISTS (SELECT 1 FROM pg_type i WHERE i.typarray = t.oid))
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
