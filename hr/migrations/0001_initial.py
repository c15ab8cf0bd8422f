
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.ids
import core.models.ranges


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RuleTable',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=60, verbose_name='기준표')),
                ('key', models.CharField(max_length=60, verbose_name='항목')),
                ('regime', models.CharField(choices=[('LABOUR', '노동관계법'), ('LOCAL_PUBLIC', '지방공무원 준용'), ('INSTITUTION', '기관 규정')], max_length=12, verbose_name='적용 체계')),
                ('payload', models.JSONField(verbose_name='내용')),
                ('source', models.CharField(max_length=500, verbose_name='근거')),
                ('evidence', models.CharField(choices=[('V', '법령 확인'), ('S', '2차 자료'), ('B', '기관 확인 필요')], max_length=1, verbose_name='확인 정도')),
                ('ordinal', models.PositiveSmallIntegerField(default=0, verbose_name='순서')),
                ('from_on', models.DateField(verbose_name='시작일')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='종료일')),
                ('recorded_at', models.DateTimeField(verbose_name='등록일시')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='철회일시')),
            ],
            options={
                'ordering': ['code', 'ordinal', 'key', 'from_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('regime__in', ['LABOUR', 'LOCAL_PUBLIC', 'INSTITUTION'])), name='rule_regime_known'), models.CheckConstraint(condition=models.Q(('evidence__in', ['V', 'S', 'B'])), name='rule_evidence_known'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='rule_order'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('withdrawn_at__isnull', True)), expressions=[('code', '='), ('key', '='), ('regime', '='), (core.models.ranges.DateRange('from_on', 'until_on', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='rule_once')],
            },
        ),
        migrations.CreateModel(
            name='RuleChange',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=60, verbose_name='기준표')),
                ('key', models.CharField(max_length=60, verbose_name='항목')),
                ('regime', models.CharField(choices=[('LABOUR', '노동관계법'), ('LOCAL_PUBLIC', '지방공무원 준용'), ('INSTITUTION', '기관 규정')], max_length=12, verbose_name='적용 체계')),
                ('from_on', models.DateField(verbose_name='적용일')),
                ('reason', models.CharField(max_length=500, verbose_name='사유')),
                ('touched', models.JSONField(default=list, verbose_name='영향받는 대상')),
                ('changed_at', models.DateTimeField(verbose_name='변경일시')),
                ('recomputed_at', models.DateTimeField(null=True, verbose_name='재계산일시')),
                ('outcome', models.JSONField(default=dict, verbose_name='재계산 결과')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recomputed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('after', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hr.ruletable')),
                ('before', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hr.ruletable')),
            ],
            options={
                'ordering': ['-changed_at'],
            },
        ),
    ]
