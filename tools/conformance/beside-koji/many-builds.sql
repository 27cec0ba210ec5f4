-- Enough rows that listings are cut, ordered and counted: 40 tags that inherit in chains, 400 packages, 4,000 builds,
-- 24,000 RPMs, 6,000 tasks. Users 1 and 2 are there before.
SELECT get_event();
INSERT INTO users (name, status, usertype) SELECT 'dev' || n, 0, 0 FROM generate_series(1, 50) n;
INSERT INTO package (name) SELECT 'pkg-' || lpad(n::text, 5, '0') FROM generate_series(1, 400) n;
INSERT INTO tag (name) SELECT CASE WHEN n <= 10 THEN 'layer' || n ELSE 'proj' || n || '-build' END FROM generate_series(1, 40) n;
CREATE TEMP TABLE many_tags AS
  SELECT id, row_number() OVER (ORDER BY id) AS n FROM tag WHERE name ~ '^(layer|proj)[0-9]';
CREATE TEMP TABLE many_packages AS
  SELECT id, row_number() OVER (ORDER BY id) AS n FROM package WHERE name ~ '^pkg-[0-9]';
CREATE TEMP TABLE now_event AS SELECT max(id) AS id FROM events;
CREATE TEMP TABLE first_dev AS SELECT min(id) AS id FROM users WHERE name ~ '^dev[0-9]';
INSERT INTO tag_config (tag_id, arches, create_event, creator_id)
  SELECT id, 'x86_64 aarch64', (SELECT id FROM now_event), 1 FROM many_tags;
-- layer2 to layer10 each inherit the layer before; every project inherits one layer.
INSERT INTO tag_inheritance (tag_id, parent_id, priority, create_event, creator_id)
  SELECT child.id, parent.id, 10, (SELECT id FROM now_event), 1
  FROM many_tags child
  JOIN many_tags parent ON parent.n = CASE WHEN child.n <= 10 THEN child.n - 1 ELSE child.n % 10 + 1 END
  WHERE child.n > 1;
INSERT INTO tag_extra (tag_id, key, value, create_event, creator_id)
  SELECT id, 'mock.package_manager', '"dnf"', (SELECT id FROM now_event), 1 FROM many_tags;
INSERT INTO tag_packages (package_id, tag_id, create_event, creator_id)
  SELECT p.id, t.id, (SELECT id FROM now_event), 1
  FROM many_packages p JOIN many_tags t ON t.n <= 10 AND p.n % 10 = t.n - 1;
INSERT INTO tag_package_owners (package_id, tag_id, owner, create_event, creator_id)
  SELECT p.id, t.id, (SELECT id FROM first_dev) + p.n % 50, (SELECT id FROM now_event), 1
  FROM many_packages p JOIN many_tags t ON t.n <= 10 AND p.n % 10 = t.n - 1;
INSERT INTO build_target (name) SELECT 'many' || n FROM many_tags;
INSERT INTO build_target_config (build_target_id, build_tag, dest_tag, create_event, creator_id)
  SELECT target.id, t.id, t.id, (SELECT id FROM now_event), 1
  FROM many_tags t JOIN build_target target ON target.name = 'many' || t.n;
INSERT INTO task (state, create_time, start_time, completion_time, channel_id, owner, method, request, result, arch, priority, weight)
  SELECT CASE WHEN n % 50 = 0 THEN 5 WHEN n % 499 = 0 THEN 3 ELSE 2 END,
    now() - n * interval '1 minute', now() - n * interval '1 minute', now() - (n - 1) * interval '1 minute', 1,
    (SELECT id FROM first_dev) + n % 50,
    CASE n % 3 WHEN 0 THEN 'build' WHEN 1 THEN 'buildArch' ELSE 'newRepo' END,
    '<?xml version=''1.0''?><methodCall><params><param><value><string>cli-build/1/pkg.src.rpm</string></value></param><param><value><string>many1</string></value></param></params></methodCall>',
    '<?xml version=''1.0''?><methodResponse><params><param><value><int>1</int></value></param></params></methodResponse>',
    'noarch', 20, 1.0
  FROM generate_series(1, 6000) n;
INSERT INTO build (volume_id, pkg_id, version, release, start_time, completion_time, state, owner, create_event, extra, source)
  SELECT 0, p.id, '1.' || v, '1.fc' || 30 + v, now() - v * interval '1 day', now() - v * interval '1 day', 1,
    (SELECT id FROM first_dev) + p.n % 50, (SELECT id FROM now_event),
    '{"source": {"original_url": "git+https://src.example.com/rpms/' || p.n || '#abc"}}',
    'git+https://src.example.com/rpms/' || p.n
  FROM many_packages p CROSS JOIN generate_series(1, 10) v;
CREATE TEMP TABLE many_builds AS
  SELECT build.id, p.n AS package, row_number() OVER (PARTITION BY pkg_id ORDER BY build.id) AS v
  FROM build JOIN many_packages p ON p.id = pkg_id;
INSERT INTO build_types (build_id, btype_id) SELECT id, 1 FROM many_builds;
INSERT INTO tag_listing (build_id, tag_id, create_event, creator_id)
  SELECT b.id, t.id, (SELECT id FROM now_event), 1
  FROM many_builds b JOIN many_tags t ON t.n <= 10 AND b.package % 10 = t.n - 1;
INSERT INTO rpminfo (build_id, name, version, release, arch, draft, external_repo_id, payloadhash, size, buildtime)
  SELECT b.id, 'pkg-' || lpad(b.package::text, 5, '0') || kind.suffix, '1.' || b.v, '1.fc' || 30 + b.v, kind.arch, false, 0,
    md5(b.id || kind.suffix || kind.arch), 1000 + b.id, 1700000000 + b.id
  FROM many_builds b
  CROSS JOIN (VALUES ('', 'src'), ('', 'x86_64'), ('', 'aarch64'), ('-devel', 'x86_64'), ('-devel', 'aarch64'), ('-doc', 'noarch'))
    kind (suffix, arch);
DROP TABLE many_tags, many_packages, many_builds, now_event, first_dev;
ANALYZE;
