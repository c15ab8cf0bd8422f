from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.ids
from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0008_effect_days'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FavouriteForm',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('marked_at', models.DateTimeField(verbose_name='표시일시')),
            ],
            options={
                'ordering': ['-marked_at'],
            },
        ),
        migrations.CreateModel(
            name='OpinionPhrase',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=200, verbose_name='문구')),
                ('version', models.PositiveIntegerField(default=1)),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='순서')),
                ('saved_at', models.DateTimeField(verbose_name='저장일시')),
            ],
            options={
                'ordering': ['ordinal', 'saved_at'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='documentnotice',
            name='document_notice_kind_known',
        ),
        migrations.AddField(
            model_name='officialdocument',
            name='is_urgent',
            field=models.BooleanField(default=False, verbose_name='긴급'),
        ),
        migrations.AddField(
            model_name='officialdocument',
            name='related',
            field=models.JSONField(default=list, verbose_name='관련 문서'),
        ),
        migrations.AlterField(
            model_name='documentnotice',
            name='kind',
            field=models.CharField(choices=[('YOUR_TURN', '결재 차례'), ('APPROVED', '결재완료'), ('RETURNED', '반려'), ('REJECTED', '부결'), ('RECALLED', '회수'), ('EDITED', '검토자 수정'), ('REASSIGNED', '결재자 변경'), ('AUDIT_OPINION', '감사의견'), ('NOBODY', '결재자 없음'), ('WITHDRAWN', '반영 취소'), ('POST_REVIEW', '후열'), ('REMINDED', '처리 지연'), ('SLOW', '대결 요청 가능'), ('ASKED_TO_ACT', '대결 요청'), ('REPORT', '사후 보고'), ('REOPEN', '공개구분 재검토'), ('EFFECT_FAILED', '반영 실패'), ('REMINDER', '결재 재촉')], max_length=14, verbose_name='알림'),
        ),
        migrations.AddConstraint(
            model_name='documentnotice',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['YOUR_TURN', 'APPROVED', 'RETURNED', 'REJECTED', 'RECALLED', 'EDITED', 'REASSIGNED', 'AUDIT_OPINION', 'NOBODY', 'WITHDRAWN', 'POST_REVIEW', 'REMINDED', 'SLOW', 'ASKED_TO_ACT', 'REPORT', 'REOPEN', 'EFFECT_FAILED', 'REMINDER'])), name='document_notice_kind_known'),
        ),
        migrations.AddField(
            model_name='favouriteform',
            name='form',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='favourites', to='approvals.formdefinition'),
        ),
        migrations.AddField(
            model_name='favouriteform',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='사용자'),
        ),
        migrations.AddField(
            model_name='opinionphrase',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='사용자'),
        ),
        migrations.AddConstraint(
            model_name='favouriteform',
            constraint=models.UniqueConstraint(fields=('owner', 'form'), name='favourite_form_once'),
        ),
        migrations.AddConstraint(
            model_name='opinionphrase',
            constraint=models.UniqueConstraint(fields=('owner', 'text'), name='opinion_phrase_once'),
        ),
        SchemaSQL(SQL / "related_guards.sql"),
    ]
