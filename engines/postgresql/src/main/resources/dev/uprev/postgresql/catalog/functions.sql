SELECT n.nspname AS schema,
       p.proname || '('
           || coalesce((SELECT string_agg(replace(format_type(p.proargtypes[i], NULL), '"', ''), ', ' ORDER BY i)
                          FROM generate_series(0, p.pronargs - 1) i), '')
           || ')' AS name,
       CASE p.prokind WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window function' WHEN 'p' THEN 'procedure' -- since 11
       CASE WHEN p.proisagg THEN 'aggregate' WHEN p.proiswindow THEN 'window function' -- before 11
            ELSE 'function' END AS part,
       pg_get_userbyid(p.proowner) AS owner,
       l.lanname AS language,
       regexp_replace(pg_get_function_arguments(p.oid), '(^|, )IN ', '\1', 'g') AS "arguments~",
       pg_get_function_result(p.oid) AS "result~",
       CASE WHEN a.aggfnoid IS NULL THEN nullif(p.prosrc, '') END AS source,
       p.probin AS library,
       pg_get_function_sqlbody(p.oid) AS "body~", -- since 14
       CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END AS volatility,
       p.proisstrict AS strict,
       p.prosecdef AS "security definer",
       p.proleakproof AS leakproof,
       CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' -- since 9.6
       END AS "parallel@9.6", -- since 9.6
       p.procost AS cost,
       nullif(p.prorows, 0) AS rows,
       array_to_string(p.proconfig, ', ') AS settings,
       array_to_string(p.protrftypes::regtype[], ', ') AS "transforms~", -- since 9.5
       nullif(p.prosupport::oid, 0)::regproc::text AS support, -- since 12
       a.aggtransfn::text AS transition,
       nullif(a.aggfinalfn::oid, 0)::regproc::text AS final,
       a.aggfinalextra AS "final extra", -- since 9.4
       nullif(a.aggcombinefn::oid, 0)::regproc::text AS combine, -- since 9.6
       nullif(a.aggserialfn::oid, 0)::regproc::text AS serial, -- since 9.6
       nullif(a.aggdeserialfn::oid, 0)::regproc::text AS deserial, -- since 9.6
       nullif(a.aggmtransfn::oid, 0)::regproc::text AS "moving transition", -- since 9.4
       nullif(a.aggminvtransfn::oid, 0)::regproc::text AS "moving inverse", -- since 9.4
       nullif(a.aggmfinalfn::oid, 0)::regproc::text AS "moving final", -- since 9.4
       format_type(nullif(a.aggmtranstype, 0), NULL) AS "moving state~", -- since 9.4
       a.aggminitval AS "moving start", -- since 9.4
       CASE a.aggkind WHEN 'o' THEN 'ordered set' WHEN 'h' THEN 'hypothetical set' END AS kind, -- since 9.4
       nullif(a.aggsortop, 0)::regoperator::text AS "sort operator~",
       format_type(a.aggtranstype, NULL) AS "state~",
       a.agginitval AS "start",
       obj_description(p.oid, 'pg_proc') AS comment
  FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_language l ON l.oid = p.prolang
  LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype IN ('e', 'i'))
