from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.ids
from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0010_board_resolutions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='officialdocument',
            name='proposer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='발의자'),
        ),
        migrations.AddField(
            model_name='officialdocument',
            name='reporter',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='보고자'),
        ),
        migrations.AddField(
            model_name='officialdocument',
            name='drafted_through',
            field=models.CharField(blank=True, default='', max_length=100, verbose_name='대신 쓴 연계 프로그램'),
        ),
        migrations.CreateModel(
            name='DraftingDelegation',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('client_id', models.CharField(max_length=100, verbose_name='연계 프로그램')),
                ('client_name', models.CharField(max_length=100, verbose_name='연계 프로그램')),
                ('given_at', models.DateTimeField(verbose_name='맡긴 일시')),
                ('until_on', models.DateField(verbose_name='마지막 날')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='끝낸 일시')),
                ('version', models.PositiveIntegerField(default=1)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='맡긴 사람')),
            ],
            options={
                'ordering': ['-given_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('person', 'client_id'), name='drafting_delegation_once')],
            },
        ),
        migrations.AddField(
            model_name='circulation',
            name='purpose',
            field=models.CharField(blank=True, choices=[('INSTRUCTION', '처리 지시가 필요한 문서'), ('PETITION', '민원 관련 문서'), ('COOPERATION', '기관 사이 협조 문서'), ('PRE_STUDY', '사전 검토가 필요한 문서'), ('STAFF', '소속 직원의 신상 문서'), ('STATISTICS', '통계·자료 수집 문서')], default='', max_length=12, verbose_name='공람 사유'),
        ),
        migrations.AddConstraint(
            model_name='circulation',
            constraint=models.CheckConstraint(condition=models.Q(('purpose', ''), ('purpose__in', ['INSTRUCTION', 'PETITION', 'COOPERATION', 'PRE_STUDY', 'STAFF']), _connector='OR'), name='circulation_purpose_fit'),
        ),
        migrations.AlterField(
            model_name='sealuse',
            name='dispatch',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seal_uses', to='approvals.dispatch'),
        ),
        migrations.AlterField(
            model_name='sealuse',
            name='document',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seal_uses', to='approvals.officialdocument'),
        ),
        migrations.AlterField(
            model_name='sealuse',
            name='content_hash',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddConstraint(
            model_name='sealuse',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dispatch__isnull', False), ('document__isnull', False), models.Q(('content_hash', ''), _negated=True)), models.Q(('content_hash', ''), ('dispatch__isnull', True), ('document__isnull', True), ('mark', 'IMAGE')), _connector='OR'), name='seal_use_of_a_letter_or_on_paper'),
        ),
        SchemaSQL(SQL / "mark_guards.sql"),
    ]
