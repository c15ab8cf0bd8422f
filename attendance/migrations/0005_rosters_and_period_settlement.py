from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.ids
from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Rosters of teams with their shifts and changes; settlements of averaged working time."""


    dependencies = [
        ('attendance', '0004_kept_rows'),
        ('organization', '0004_deputies_of_posts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='rosterday',
            name='code',
            field=models.CharField(blank=True, default='', max_length=4, verbose_name='근무조'),
        ),
        migrations.AddField(
            model_name='rosterday',
            name='is_weekly_holiday',
            field=models.BooleanField(default=False, verbose_name='주휴일'),
        ),
        migrations.AddField(
            model_name='rosterday',
            name='on_holiday',
            field=models.BooleanField(default=False, verbose_name='휴일 근무'),
        ),
        migrations.AddField(
            model_name='workschedule',
            name='settlement_length',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='정산 단위'),
        ),
        migrations.CreateModel(
            name='RosterPlan',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('period', models.PositiveIntegerField(verbose_name='월')),
                ('state', models.CharField(choices=[('DRAFT', '작성 중'), ('PUBLISHED', '게시')], default='DRAFT', max_length=10, verbose_name='상태')),
                ('published_at', models.DateTimeField(null=True, verbose_name='게시일시')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='판')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.department', verbose_name='부서')),
                ('published_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='게시자')),
            ],
            options={
                'ordering': ['-period', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RosterChange',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(verbose_name='기록일시')),
                ('recorded_by', models.UUIDField(null=True, verbose_name='기록자')),
                ('on', models.DateField(verbose_name='일자')),
                ('code_before', models.CharField(blank=True, max_length=4, verbose_name='바꾸기 전')),
                ('code', models.CharField(max_length=4, verbose_name='바꾼 뒤')),
                ('reason', models.CharField(max_length=300, verbose_name='사유')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='attendance.staff', verbose_name='복무 대상자')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='attendance.rosterplan')),
            ],
            options={
                'ordering': ['recorded_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RosterCell',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='일자')),
                ('code', models.CharField(max_length=4, verbose_name='근무조')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='attendance.staff', verbose_name='복무 대상자')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='attendance.rosterplan')),
            ],
        ),
        migrations.CreateModel(
            name='RosterShift',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=4, unique=True, verbose_name='코드')),
                ('name', models.CharField(max_length=60, verbose_name='이름')),
                ('start', models.PositiveSmallIntegerField(verbose_name='시작')),
                ('end', models.PositiveSmallIntegerField(verbose_name='종료')),
                ('breaks', models.JSONField(default=list, verbose_name='휴게')),
                ('is_active', models.BooleanField(default=True, verbose_name='사용')),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='roster_shift_order')],
            },
        ),
        migrations.CreateModel(
            name='PeriodSettlement',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(verbose_name='기록일시')),
                ('recorded_by', models.UUIDField(null=True, verbose_name='기록자')),
                ('run', models.PositiveSmallIntegerField(verbose_name='마감 회차')),
                ('kind', models.CharField(choices=[('FIXED', '고정 근무'), ('STAGGERED', '시차출퇴근'), ('FLEX_2W', '2주 탄력근로'), ('FLEX_3M', '3개월 탄력근로'), ('FLEX_6M', '6개월 탄력근로'), ('SELECTIVE', '선택근로'), ('DISCRETIONARY', '재량근로'), ('REMOTE', '재택·원격근무'), ('DEEMED_OUTSIDE', '사업장 밖 간주근로'), ('SHIFT', '교대 근무')], max_length=16, verbose_name='근무제')),
                ('from_on', models.DateField(verbose_name='시작일')),
                ('until_on', models.DateField(verbose_name='종료일')),
                ('worked', models.PositiveIntegerField(verbose_name='근무(분)')),
                ('leave', models.PositiveIntegerField(verbose_name='휴가(분)')),
                ('standard', models.PositiveIntegerField(verbose_name='기준(분)')),
                ('premium', models.PositiveIntegerField(verbose_name='가산 대상(분)')),
                ('over_limit', models.PositiveIntegerField(verbose_name='평균 52시간 초과(분)')),
                ('lines', models.JSONField(default=list, verbose_name='산출 내역')),
                ('month', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='attendance.attendancemonth')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='attendance.staff', verbose_name='복무 대상자')),
            ],
            options={
                'ordering': ['from_on'],
                'constraints': [models.UniqueConstraint(fields=('month', 'run', 'staff', 'from_on'), name='period_settlement_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['FIXED', 'STAGGERED', 'FLEX_2W', 'FLEX_3M', 'FLEX_6M', 'SELECTIVE', 'DISCRETIONARY', 'REMOTE', 'DEEMED_OUTSIDE', 'SHIFT'])), name='period_settlement_kind_known'), models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('from_on'))), name='period_settlement_order')],
            },
        ),
        migrations.AddConstraint(
            model_name='rosterplan',
            constraint=models.UniqueConstraint(fields=('department', 'period'), name='roster_plan_once'),
        ),
        migrations.AddConstraint(
            model_name='rosterplan',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'PUBLISHED'])), name='roster_plan_state_known'),
        ),
        migrations.AddConstraint(
            model_name='rostercell',
            constraint=models.UniqueConstraint(fields=('staff', 'on'), name='roster_cell_once'),
        ),
        SchemaSQL(SQL / "rosters.sql"),
    ]
