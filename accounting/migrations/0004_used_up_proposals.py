from pathlib import Path

from django.conf import settings
from django.db import migrations, models

from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """A proposal used to the last won is closed; words of the states as the handbook has them."""

    dependencies = [
        ("accounting", "0003_posting_facts"),
        ("organization", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="allotment",
            name="state",
            field=models.CharField(
                choices=[
                    ("DRAFT", "작성중"),
                    ("SUBMITTED", "결재대기"),
                    ("APPROVED", "배정"),
                    ("REJECTED", "부결"),
                    ("CANCELLED", "취소"),
                ],
                default="DRAFT",
                max_length=20,
                verbose_name="상태",
            ),
        ),
        migrations.AlterField(
            model_name="commitment",
            name="state",
            field=models.CharField(
                choices=[
                    ("DRAFT", "작성중"),
                    ("SUBMITTED", "결재대기"),
                    ("APPROVED", "승인"),
                    ("CHANGED", "증감 변경"),
                    ("COMPLETED", "이행 완료"),
                    ("CLOSED", "종결"),
                    ("REJECTED", "부결"),
                    ("CANCELLED", "취소"),
                    ("CARRIED", "이월"),
                ],
                default="DRAFT",
                max_length=20,
                verbose_name="상태",
            ),
        ),
        migrations.AlterField(
            model_name="expenditurereturn",
            name="state",
            field=models.CharField(
                choices=[
                    ("DRAFT", "작성중"),
                    ("SUBMITTED", "결재대기"),
                    ("APPROVED", "반납"),
                    ("REJECTED", "부결"),
                    ("CANCELLED", "취소"),
                ],
                default="DRAFT",
                max_length=20,
                verbose_name="상태",
            ),
        ),
        migrations.AlterField(
            model_name="manualjournal",
            name="state",
            field=models.CharField(
                choices=[
                    ("DRAFT", "작성중"),
                    ("SUBMITTED", "결재대기"),
                    ("APPROVED", "승인"),
                    ("REJECTED", "부결"),
                    ("CANCELLED", "취소"),
                ],
                default="DRAFT",
                max_length=20,
                verbose_name="상태",
            ),
        ),
        migrations.AlterField(
            model_name="paymentvoucher",
            name="state",
            field=models.CharField(
                choices=[
                    ("DRAFT", "작성중"),
                    ("SUBMITTED", "결재대기"),
                    ("APPROVED", "승인"),
                    ("ORDERED", "지급명령"),
                    ("PAID", "지급"),
                    ("REJECTED", "부결"),
                    ("CANCELLED", "취소"),
                ],
                default="DRAFT",
                max_length=20,
                verbose_name="상태",
            ),
        ),
        migrations.AlterField(
            model_name="revenueassessment",
            name="state",
            field=models.CharField(
                choices=[
                    ("DRAFT", "작성중"),
                    ("SUBMITTED", "결재대기"),
                    ("APPROVED", "징수결정"),
                    ("NOTIFIED", "고지"),
                    ("PARTLY_RECEIVED", "일부 수납"),
                    ("RECEIVED", "수납 완료"),
                    ("REJECTED", "부결"),
                    ("CANCELLED", "취소"),
                ],
                default="DRAFT",
                max_length=20,
                verbose_name="상태",
            ),
        ),
        migrations.AlterField(
            model_name="spendingproposal",
            name="state",
            field=models.CharField(
                choices=[
                    ("DRAFT", "작성중"),
                    ("SUBMITTED", "결재대기"),
                    ("APPROVED", "승인"),
                    ("PARTLY_USED", "일부 사용"),
                    ("CLOSED", "종결"),
                    ("REJECTED", "부결"),
                    ("CANCELLED", "취소"),
                    ("EXPIRED", "만료"),
                ],
                default="DRAFT",
                max_length=20,
                verbose_name="상태",
            ),
        ),
        SchemaSQL(SQL / "used_up_proposals.sql"),
        migrations.AddConstraint(
            model_name="spendingproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["APPROVED", "PARTLY_USED"]), _negated=True),
                    ("used_amount__lt", models.F("total_amount")),
                    _connector="OR",
                ),
                name="spending_proposal_used_up",
            ),
        ),
    ]
