import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0005_dispatch'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DraftedLine',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('groups', models.JSONField(default=list, verbose_name='결재선')),
                ('changed_at', models.DateTimeField(verbose_name='고친 일시')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='drafted_line', to='approvals.officialdocument')),
            ],
            options={
                'ordering': ['-changed_at'],
            },
        ),
        migrations.CreateModel(
            name='FavouriteLine',
            fields=[
                ('id', models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40, verbose_name='이름')),
                ('groups', models.JSONField(default=list, verbose_name='결재선')),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField(verbose_name='저장일시')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='사용자')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='favourite_line_once')],
            },
        ),
    ]
