-- extra allowed
SELECT '' AS schema, x.extname AS name, 'extension' AS part,
       n.nspname AS "home",
       x.extversion AS "version?",
       (SELECT string_agg(t.nspname || '.' || c.relname || coalesce(' ' || x.extcondition[i], ''), ', '
                          ORDER BY t.nspname, c.relname)
          FROM generate_subscripts(x.extconfig, 1) i
          JOIN pg_class c ON c.oid = x.extconfig[i]
          JOIN pg_namespace t ON t.oid = c.relnamespace) AS "configuration tables?"
  FROM pg_extension x
  JOIN pg_namespace n ON n.oid = x.extnamespace
