from django.db import migrations, models


class Migration(migrations.Migration):
    """지출원 is the word of the law and the glossary."""

    dependencies = [
        ("identity", "0003_guards"),
    ]

    operations = [
        migrations.AlterField(
            model_name="officerappointment",
            name="duty",
            field=models.CharField(
                choices=[
                    ("COMMITMENT_OFFICER", "재무관"),
                    ("DISBURSING_OFFICER", "지출원"),
                    ("CASHIER", "출납원"),
                    ("ASSESSMENT_OFFICER", "징수관"),
                    ("FUND_MANAGER", "자금담당"),
                    ("CHIEF_ACCOUNTING_OFFICER", "회계책임관"),
                    ("BUDGET_HEAD", "예산담당"),
                    ("REQUESTER", "사업담당"),
                ],
                max_length=30,
                verbose_name="직무",
            ),
        ),
    ]
