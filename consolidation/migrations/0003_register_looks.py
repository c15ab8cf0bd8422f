import django.contrib.postgres.fields
from django.db import migrations, models

import core.ids

SCREENS = [
    ("OVERVIEW", "기관 종합 현황"),
    ("MATRIX", "통합 집행 매트릭스"),
    ("TRIAL_BALANCE", "통합 시산표"),
    ("LEDGER", "통합 원장"),
    ("RECONCILIATION", "내부거래 대사"),
    ("ITEMS", "기관 과목별 집행"),
    ("MOVEMENTS", "기관 예산 원장"),
    ("LINES", "기관 계정 원장"),
    ("VOUCHER", "지출결의"),
    ("JOURNAL", "전표"),
    ("REGISTERS", "기관 기록물 현황"),
    ("REGISTER", "기관 기록물등록대장"),
]


class Migration(migrations.Migration):
    """Registers of records among what officers look at; their view comes with the views of the government."""

    dependencies = [("consolidation", "0002_guards")]
    operations = [
        migrations.CreateModel(
            name="SourceRegistryEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("institution_code", models.CharField(max_length=20)),
                ("number_text", models.CharField(max_length=90)),
                ("year", models.PositiveSmallIntegerField()),
                ("direction", models.CharField(max_length=8)),
                ("department_code", models.CharField(max_length=20)),
                ("department_name", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("is_title_hidden", models.BooleanField()),
                ("registered_at", models.DateTimeField()),
                ("disclosure", models.CharField(max_length=8)),
                (
                    "grounds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None
                    ),
                ),
                ("retention_code", models.CharField(max_length=20)),
                ("unit_task_code", models.CharField(max_length=20)),
                ("unit_task_name", models.CharField(max_length=60)),
            ],
            options={
                "db_table": "consolidation_sourceregistryentry",
                "abstract": False,
                "managed": False,
            },
        ),
        migrations.AlterField(
            model_name="lookrecord",
            name="screen",
            field=models.CharField(choices=SCREENS, max_length=20, verbose_name="화면"),
        ),
        migrations.RemoveConstraint(model_name="lookrecord", name="look_screen_known"),
        migrations.AddConstraint(
            model_name="lookrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(screen__in=[code for code, _ in SCREENS]), name="look_screen_known"
            ),
        ),
    ]
