from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import core.ids
from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_sealing'),
    ]

    operations = [
        migrations.CreateModel(
            name='SeparateAttachment',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('serial', models.PositiveSmallIntegerField(verbose_name='일련번호')),
                ('number_text', models.CharField(max_length=100, verbose_name='첨부물 번호')),
                ('title', models.CharField(max_length=200, verbose_name='이름')),
                ('form', models.CharField(max_length=60, verbose_name='형태')),
                ('quantity', models.CharField(max_length=40, verbose_name='수량')),
                ('kept_in', models.CharField(max_length=100, verbose_name='보관 장소')),
                ('registered_by', models.UUIDField(null=True)),
                ('registered_by_name', models.CharField(max_length=100, verbose_name='등록자')),
                ('registered_at', models.DateTimeField(verbose_name='등록 일시')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='separate_attachments', to='records.registryentry')),
            ],
            options={
                'ordering': ['entry', 'serial'],
                'constraints': [models.UniqueConstraint(fields=('entry', 'serial'), name='separate_attachment_once'), models.CheckConstraint(condition=models.Q(('serial__gte', 1)), name='separate_attachment_serial')],
            },
        ),
        SchemaSQL(SQL / "separate_attachments.sql"),
    ]
