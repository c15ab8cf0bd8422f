SELECT md5(concat_ws('/', n.year, n.month))::uuid AS id, n.year, n.month,
    count(*) FILTER (WHERE n.step = 1) AS first_notices, count(*) FILTER (WHERE n.step = 2) AS second_notices
FROM (
    SELECT extract(year FROM p.sent_at AT TIME ZONE 'Asia/Seoul')::integer AS year,
        extract(month FROM p.sent_at AT TIME ZONE 'Asia/Seoul')::integer AS month, p.step
    FROM {schema}.attendance_usepromotionnotice p
) n
GROUP BY n.year, n.month
