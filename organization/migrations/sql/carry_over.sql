-- Substitutions by day become absences by the hour; those withdrawn before they began are not carried.
INSERT INTO {schema}.organization_absence (id, person_id, deputy_id, kind, reason, scope, from_at, to_at)
SELECT id, absent_id, substitute_id, CASE reason WHEN 'VACANCY' THEN 'OTHER' ELSE reason END, note, '[]'::jsonb,
       from_on::timestamp AT TIME ZONE 'Asia/Seoul', until_on::timestamp AT TIME ZONE 'Asia/Seoul'
  FROM {schema}.organization_acting
 WHERE until_on > from_on;
-- Posts known by name get their step on the ladder of decisions; others are set by the administrator.
UPDATE {schema}.organization_post
   SET level = CASE
       WHEN name IN ('이사장') THEN 'CHAIR'
       WHEN name IN ('대표이사', '기관장', '원장', '관장', '시장', '군수', '구청장', '도지사') THEN 'HEAD'
       WHEN name IN ('사무처장', '사무국장') THEN 'SECRETARY_GENERAL'
       WHEN name IN ('본부장', '국장', '실장', '부장') THEN 'DIVISION_HEAD'
       WHEN name IN ('팀장', '과장') THEN 'TEAM_LEAD'
       ELSE 'MEMBER' END;
-- The old table goes next: what the rows above still wait to check is checked now.
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
