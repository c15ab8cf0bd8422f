from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.ids
from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0006_drafting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
        migrations.CreateModel(
            name='FavouriteForm',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('marked_at', models.DateTimeField(verbose_name='표시일시')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='favourites', to='approvals.formdefinition')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='사용자')),
            ],
            options={
                'ordering': ['-marked_at'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'form'), name='favourite_form_once')],
            },
        ),
        migrations.CreateModel(
            name='OpinionPhrase',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=200, verbose_name='문구')),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='순서')),
                ('saved_at', models.DateTimeField(verbose_name='저장일시')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='사용자')),
            ],
            options={
                'ordering': ['ordinal', 'saved_at'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'text'), name='opinion_phrase_once')],
            },
        ),
        SchemaSQL(SQL / "related_guards.sql"),
    ]
