SELECT n.nspname AS schema, c.cfgname AS name, 'text search configuration' AS part,
       pg_get_userbyid(c.cfgowner) AS owner,
       p.prsname AS parser,
       NULL::text AS template,
       NULL::text AS options,
       (SELECT string_agg(m.alias || ': ' || m.dictionaries, '; ' ORDER BY m.alias)
          FROM (SELECT t.alias, string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) AS dictionaries
                  FROM pg_ts_config_map m
                  JOIN ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype
                 WHERE m.mapcfg = c.oid
                 GROUP BY t.alias) m) AS "mappings~",
       obj_description(c.oid, 'pg_ts_config') AS comment
  FROM pg_ts_config c
  JOIN pg_ts_parser p ON p.oid = c.cfgparser
  JOIN pg_namespace n ON n.oid = c.cfgnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_ts_config'::regclass AND e.objid = c.oid AND e.deptype = 'e')
UNION ALL
SELECT n.nspname, d.dictname, 'text search dictionary', pg_get_userbyid(d.dictowner), NULL,
       t.tmplname, d.dictinitoption, NULL, obj_description(d.oid, 'pg_ts_dict')
  FROM pg_ts_dict d
  JOIN pg_ts_template t ON t.oid = d.dicttemplate
  JOIN pg_namespace n ON n.oid = d.dictnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_ts_dict'::regclass AND e.objid = d.oid AND e.deptype = 'e')
UNION ALL
SELECT n.nspname, t.tmplname, 'text search template', NULL, NULL, NULL,
       t.tmplinit::text || ' ' || t.tmpllexize::text, NULL, obj_description(t.oid, 'pg_ts_template')
  FROM pg_ts_template t
  JOIN pg_namespace n ON n.oid = t.tmplnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_ts_template'::regclass AND e.objid = t.oid AND e.deptype = 'e')
UNION ALL
SELECT n.nspname, p.prsname, 'text search parser', NULL, NULL, NULL,
       p.prsstart::text || ' ' || p.prstoken::text || ' ' || p.prsend::text || ' ' || p.prslextype::text || ' '
           || p.prsheadline::text,
       NULL, obj_description(p.oid, 'pg_ts_parser')
  FROM pg_ts_parser p
  JOIN pg_namespace n ON n.oid = p.prsnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_ts_parser'::regclass AND e.objid = p.oid AND e.deptype = 'e')
