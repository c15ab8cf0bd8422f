from django.db import migrations, models

import core.ids

SCREENS = [
    ('OVERVIEW', '기관 종합 현황'),
    ('MATRIX', '통합 집행 매트릭스'),
    ('TRIAL_BALANCE', '통합 시산표'),
    ('LEDGER', '통합 원장'),
    ('RECONCILIATION', '내부거래 대사'),
    ('ITEMS', '기관 과목별 집행'),
    ('MOVEMENTS', '기관 예산 원장'),
    ('LINES', '기관 계정 원장'),
    ('VOUCHER', '지출결의'),
    ('JOURNAL', '전표'),
    ('REGISTERS', '기관 기록물 현황'),
    ('REGISTER', '기관 기록물등록대장'),
    ('STAFF', '기관 인력·휴가 현황'),
    ('HEADCOUNT', '기관 정원·현원'),
    ('ON_LEAVE', '기관 휴직 현황'),
    ('LEAVE_USE', '기관 연차 사용'),
    ('WORK_MONTHS', '기관 월별 복무'),
]


class Migration(migrations.Migration):
    """Headcount and leave among what officers look at; their views come with the views of the government."""

    dependencies = [
        ('consolidation', '0003_register_looks'),
    ]

    operations = [
        migrations.CreateModel(
            name='SourceAttendanceMonth',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('institution_code', models.CharField(max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('month', models.PositiveSmallIntegerField()),
                ('people', models.PositiveIntegerField()),
                ('over_52', models.PositiveIntegerField(null=True)),
                ('overtime', models.BigIntegerField(null=True)),
                ('leave_used', models.BigIntegerField(null=True)),
            ],
            options={
                'db_table': 'consolidation_sourceattendancemonth',
                'abstract': False,
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='SourceHeadcount',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('institution_code', models.CharField(max_length=20)),
                ('grade', models.CharField(max_length=40)),
                ('job_series', models.CharField(max_length=40)),
                ('employment_type', models.CharField(max_length=40)),
                ('department_id', models.UUIDField(null=True)),
                ('counted', models.CharField(max_length=8)),
                ('people', models.PositiveIntegerField()),
            ],
            options={
                'db_table': 'consolidation_sourceheadcount',
                'abstract': False,
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='SourceHeadcountPlan',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('institution_code', models.CharField(max_length=20)),
                ('grade', models.CharField(max_length=20)),
                ('job_series', models.CharField(max_length=20)),
                ('employment_type', models.CharField(max_length=20)),
                ('department_id', models.UUIDField(null=True)),
                ('allowed', models.PositiveIntegerField()),
                ('basis_document', models.CharField(max_length=200)),
                ('consultation_document_no', models.CharField(max_length=60)),
                ('board_resolution_no', models.CharField(max_length=60)),
            ],
            options={
                'db_table': 'consolidation_sourceheadcountplan',
                'abstract': False,
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='SourceLeaveBalance',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('institution_code', models.CharField(max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('employment_type', models.CharField(max_length=40)),
                ('grade', models.CharField(max_length=40)),
                ('people', models.PositiveIntegerField()),
                ('granted', models.BigIntegerField(null=True)),
                ('used', models.BigIntegerField(null=True)),
                ('ended', models.BigIntegerField(null=True)),
                ('unused', models.BigIntegerField(null=True)),
            ],
            options={
                'db_table': 'consolidation_sourceleavebalance',
                'abstract': False,
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='SourceLeaveNotice',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('institution_code', models.CharField(max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('month', models.PositiveSmallIntegerField()),
                ('first_notices', models.PositiveIntegerField()),
                ('second_notices', models.PositiveIntegerField()),
            ],
            options={
                'db_table': 'consolidation_sourceleavenotice',
                'abstract': False,
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='SourceOnLeave',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('institution_code', models.CharField(max_length=20)),
                ('employment_type', models.CharField(max_length=40)),
                ('grade', models.CharField(max_length=40)),
                ('people', models.PositiveIntegerField()),
                ('on_leave', models.PositiveIntegerField(null=True)),
            ],
            options={
                'db_table': 'consolidation_sourceonleave',
                'abstract': False,
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='SourceStaffTerm',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('institution_code', models.CharField(max_length=20)),
                ('kind', models.CharField(max_length=20)),
                ('code', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=100)),
                ('ordinal', models.PositiveSmallIntegerField()),
            ],
            options={
                'db_table': 'consolidation_sourcestaffterm',
                'abstract': False,
                'managed': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='lookrecord',
            name='look_screen_known',
        ),
        migrations.AlterField(
            model_name='lookrecord',
            name='screen',
            field=models.CharField(choices=SCREENS, max_length=20, verbose_name='화면'),
        ),
        migrations.AddConstraint(
            model_name='lookrecord',
            constraint=models.CheckConstraint(condition=models.Q(screen__in=[code for code, _ in SCREENS]), name='look_screen_known'),
        ),
    ]
