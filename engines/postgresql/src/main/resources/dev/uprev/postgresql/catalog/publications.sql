-- exists since 10
SELECT '' AS schema, p.pubname AS name, 'publication' AS part,
       pg_get_userbyid(p.pubowner) AS owner,
       p.puballtables AS "all tables",
       p.pubinsert AS inserts,
       p.pubupdate AS updates,
       p.pubdelete AS deletes,
       p.pubtruncate AS "truncates@11", -- since 11
       p.pubviaroot AS "via root", -- since 13
       CASE p.pubgencols WHEN 's' THEN 'stored' END AS "generated columns", -- since 18
       obj_description(p.oid, 'pg_publication') AS comment
  FROM pg_publication p
