from pathlib import Path

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import core.ids
import core.models.ranges
from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Absences by the hour in place of substitutions by day; who decides what, and who acts for whom."""

    dependencies = [
        ('organization', '0001_initial'),
        ('core', '0002_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('LEAVE', '휴가'), ('SICK', '병가'), ('TRIP', '출장'), ('TRAINING', '교육'), ('LONG_LEAVE', '휴직'), ('SUSPENSION', '직위해제·정직'), ('OTHER', '기타')], max_length=12, verbose_name='사유')),
                ('reason', models.CharField(blank=True, default='', max_length=200, verbose_name='설명')),
                ('scope', models.JSONField(blank=True, default=list, verbose_name='대결 범위')),
                ('from_at', models.DateTimeField(verbose_name='시작')),
                ('to_at', models.DateTimeField(verbose_name='종료')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='조기 종료')),
            ],
            options={
                'ordering': ['from_at'],
            },
        ),
        migrations.CreateModel(
            name='DelegationRule',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='순서')),
                ('rule_id', models.CharField(max_length=20, verbose_name='행 번호')),
                ('domain', models.CharField(blank=True, default='', max_length=40, verbose_name='분야')),
                ('business_type', models.CharField(max_length=60, verbose_name='업무 유형')),
                ('title', models.CharField(blank=True, default='', max_length=100, verbose_name='업무')),
                ('condition', models.CharField(blank=True, default='', max_length=300, verbose_name='조건')),
                ('selector', models.CharField(blank=True, default='', max_length=120, verbose_name='선택식')),
                ('amount_basis', models.CharField(blank=True, default='', max_length=60, verbose_name='금액 기준')),
                ('over', models.BigIntegerField(blank=True, null=True, verbose_name='초과')),
                ('upto', models.BigIntegerField(blank=True, null=True, verbose_name='이하')),
                ('final_role', models.CharField(max_length=24, verbose_name='최종결재')),
                ('reviewer_roles', models.JSONField(blank=True, default=list, verbose_name='검토')),
                ('cooperation', models.JSONField(blank=True, default=list, verbose_name='협조')),
                ('audit', models.BooleanField(default=False, verbose_name='일상감사')),
                ('report_after_to', models.JSONField(blank=True, default=list, verbose_name='사후보고')),
                ('important', models.BooleanField(default=False, verbose_name='중요')),
                ('bulk_forbidden', models.BooleanField(default=False, verbose_name='일괄결재 금지')),
                ('note', models.CharField(blank=True, default='', max_length=300, verbose_name='비고')),
            ],
            options={
                'ordering': ['ordinal'],
            },
        ),
        migrations.CreateModel(
            name='DelegationTable',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(unique=True, verbose_name='판')),
                ('title', models.CharField(max_length=100, verbose_name='이름')),
                ('basis_text', models.CharField(max_length=200, verbose_name='근거')),
                ('effective_from', models.DateField(verbose_name='시행일')),
                ('state', models.CharField(choices=[('DRAFT', '작성 중'), ('IN_FORCE', '시행'), ('DISCARDED', '폐기')], default='DRAFT', max_length=12, verbose_name='상태')),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='DeputyOrder',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('duty', models.CharField(blank=True, default='', max_length=24, verbose_name='직무')),
                ('place', models.PositiveSmallIntegerField(verbose_name='순위')),
            ],
            options={
                'ordering': ['department', 'duty', 'place'],
            },
        ),
        migrations.CreateModel(
            name='DutyHolder',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('duty', models.CharField(choices=[('BUDGET_TEAM_LEAD', '예산팀장'), ('ACCOUNTING_TEAM_LEAD', '회계팀장'), ('CONTRACT_TEAM_LEAD', '계약팀장'), ('HR_TEAM_LEAD', '인사팀장'), ('PLANNING_TEAM_LEAD', '기획팀장'), ('AUDIT_TEAM_LEAD', '감사팀장'), ('ASSET_MANAGER', '물품관리관'), ('ASSET_KEEPER', '물품출납원'), ('RECORDS_OFFICER', '기록물관리책임자'), ('DISCLOSURE_OFFICER', '정보공개책임자'), ('SEAL_KEEPER', '직인관리자'), ('INSPECTOR', '검사·검수 담당')], max_length=24, verbose_name='직무')),
                ('from_on', models.DateField(verbose_name='시작일')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='종료일')),
            ],
            options={
                'ordering': ['duty', 'from_on'],
            },
        ),
        migrations.CreateModel(
            name='FunctionHolder',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('function', models.CharField(choices=[('BUDGET_TEAM', '예산팀'), ('ACCOUNTING_TEAM', '회계팀'), ('CONTRACT_TEAM', '계약팀'), ('HR_TEAM', '인사팀'), ('PLANNING_TEAM', '기획팀'), ('AUDIT_TEAM', '감사팀'), ('LEGAL', '법무팀')], max_length=20, verbose_name='기능')),
                ('from_on', models.DateField(verbose_name='시작일')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='종료일')),
            ],
            options={
                'ordering': ['function', 'from_on'],
            },
        ),
        migrations.AddField(
            model_name='departmentversion',
            name='head_post',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.post'),
        ),
        migrations.AddField(
            model_name='post',
            name='level',
            field=models.CharField(choices=[('MEMBER', '팀원'), ('TEAM_LEAD', '팀장'), ('DIVISION_HEAD', '본부장'), ('SECRETARY_GENERAL', '사무처장'), ('HEAD', '기관장'), ('CHAIR', '이사장')], default='MEMBER', max_length=20, verbose_name='결재 단계'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['MEMBER', 'TEAM_LEAD', 'DIVISION_HEAD', 'SECRETARY_GENERAL', 'HEAD', 'CHAIR'])), name='post_level_known'),
        ),
        migrations.AddField(
            model_name='absence',
            name='deputy',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='absence',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='delegationtable',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'IN_FORCE', 'DISCARDED'])), name='delegation_table_state_known'),
        ),
        migrations.AddConstraint(
            model_name='delegationtable',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'IN_FORCE')), fields=('effective_from',), name='delegation_table_one_a_day'),
        ),
        migrations.AddField(
            model_name='delegationrule',
            name='table',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='organization.delegationtable'),
        ),
        migrations.AddField(
            model_name='deputyorder',
            name='department',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.department'),
        ),
        migrations.AddField(
            model_name='deputyorder',
            name='deputy',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deputyorder',
            name='deputy_department',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.department'),
        ),
        migrations.AddField(
            model_name='dutyholder',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='functionholder',
            name='department',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.department'),
        ),
        migrations.AddIndex(
            model_name='absence',
            index=models.Index(fields=['deputy', 'to_at'], name='absence_by_deputy'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('deputy__isnull', True), models.Q(('person', models.F('deputy')), _negated=True), _connector='OR'), name='absence_deputy_not_oneself'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['LEAVE', 'SICK', 'TRIP', 'TRAINING', 'LONG_LEAVE', 'SUSPENSION', 'OTHER'])), name='absence_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('to_at__gt', models.F('from_at'))), name='absence_order'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('ended_at__gte', models.F('from_at')), ('ended_at__lte', models.F('to_at'))), _connector='OR'), name='absence_ended_within'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), (core.models.ranges.MomentRange('from_at', django.db.models.functions.comparison.Coalesce('ended_at', 'to_at'), django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='absence_once'),
        ),
        migrations.AddConstraint(
            model_name='delegationrule',
            constraint=models.UniqueConstraint(fields=('table', 'rule_id'), name='delegation_rule_once'),
        ),
        migrations.AddConstraint(
            model_name='delegationrule',
            constraint=models.CheckConstraint(condition=models.Q(('over__isnull', True), ('over__gte', 0), _connector='OR'), name='delegation_rule_over'),
        ),
        migrations.AddConstraint(
            model_name='deputyorder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('department__isnull', False), ('duty', '')), models.Q(('department__isnull', True), ('duty__in', ['BUDGET_TEAM_LEAD', 'ACCOUNTING_TEAM_LEAD', 'CONTRACT_TEAM_LEAD', 'HR_TEAM_LEAD', 'PLANNING_TEAM_LEAD', 'AUDIT_TEAM_LEAD', 'ASSET_MANAGER', 'ASSET_KEEPER', 'RECORDS_OFFICER', 'DISCLOSURE_OFFICER', 'SEAL_KEEPER', 'INSPECTOR'])), _connector='OR'), name='deputy_order_of_one_post'),
        ),
        migrations.AddConstraint(
            model_name='deputyorder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deputy__isnull', False), ('deputy_department__isnull', True)), models.Q(('deputy__isnull', True), ('deputy_department__isnull', False)), _connector='OR'), name='deputy_order_one_deputy'),
        ),
        migrations.AddConstraint(
            model_name='deputyorder',
            constraint=models.UniqueConstraint(fields=('department', 'duty', 'place'), name='deputy_order_place_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='dutyholder',
            constraint=models.CheckConstraint(condition=models.Q(('duty__in', ['BUDGET_TEAM_LEAD', 'ACCOUNTING_TEAM_LEAD', 'CONTRACT_TEAM_LEAD', 'HR_TEAM_LEAD', 'PLANNING_TEAM_LEAD', 'AUDIT_TEAM_LEAD', 'ASSET_MANAGER', 'ASSET_KEEPER', 'RECORDS_OFFICER', 'DISCLOSURE_OFFICER', 'SEAL_KEEPER', 'INSPECTOR'])), name='duty_holder_known'),
        ),
        migrations.AddConstraint(
            model_name='dutyholder',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='duty_holder_order'),
        ),
        migrations.AddConstraint(
            model_name='dutyholder',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('duty', '='), (core.models.ranges.DateRange('from_on', 'until_on', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='duty_holder_once'),
        ),
        migrations.AddConstraint(
            model_name='functionholder',
            constraint=models.CheckConstraint(condition=models.Q(('function__in', ['BUDGET_TEAM', 'ACCOUNTING_TEAM', 'CONTRACT_TEAM', 'HR_TEAM', 'PLANNING_TEAM', 'AUDIT_TEAM', 'LEGAL'])), name='function_holder_known'),
        ),
        migrations.AddConstraint(
            model_name='functionholder',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='function_holder_order'),
        ),
        migrations.AddConstraint(
            model_name='functionholder',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('function', '='), (core.models.ranges.DateRange('from_on', 'until_on', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='function_holder_once'),
        ),
        SchemaSQL(SQL / "carry_over.sql"),
        migrations.DeleteModel(
            name='Acting',
        ),
        SchemaSQL(SQL / "fixed_rules.sql"),
    ]
