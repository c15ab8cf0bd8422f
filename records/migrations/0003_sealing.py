from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import core.ids
from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayRoot',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('area', models.CharField(choices=[('approvals', '전자결재')], max_length=30, verbose_name='업무')),
                ('day', models.DateField(verbose_name='날짜')),
                ('root', models.CharField(max_length=64, verbose_name='봉인값')),
                ('count', models.PositiveIntegerField(verbose_name='해시 수')),
                ('link', models.CharField(max_length=64, verbose_name='연결값')),
                ('sealed_at', models.DateTimeField(verbose_name='봉인일시')),
            ],
            options={
                'ordering': ['-day', 'area'],
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('area', 'day'), name='day_root_once')],
            },
        ),
        migrations.CreateModel(
            name='RootReceipt',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('is_same', models.BooleanField(verbose_name='일치')),
                ('held_at', models.DateTimeField(verbose_name='보관일시')),
                ('day_root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='records.dayroot')),
            ],
            options={
                'ordering': ['day_root', 'held_at'],
                'constraints': [models.UniqueConstraint(fields=('day_root', 'is_same'), name='root_receipt_once')],
            },
        ),
        migrations.CreateModel(
            name='HeldRoot',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('area', models.CharField(choices=[('approvals', '전자결재')], max_length=30, verbose_name='업무')),
                ('day', models.DateField(verbose_name='날짜')),
                ('root', models.CharField(max_length=64, verbose_name='봉인값')),
                ('count', models.PositiveIntegerField(verbose_name='해시 수')),
                ('link', models.CharField(max_length=64, verbose_name='연결값')),
                ('sender', models.CharField(max_length=63, verbose_name='기관')),
                ('sender_name', models.CharField(max_length=100, verbose_name='기관명')),
                ('is_first', models.BooleanField(verbose_name='처음 받은 값')),
                ('received_at', models.DateTimeField(verbose_name='받은 일시')),
            ],
            options={
                'ordering': ['-day', 'sender', 'area'],
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('sender', 'area', 'day', 'root', 'count', 'link'), name='held_root_once'), models.UniqueConstraint(condition=models.Q(('is_first', True)), fields=('sender', 'area', 'day'), name='held_root_first')],
            },
        ),
        SchemaSQL(SQL / "sealing_guards.sql"),
    ]
