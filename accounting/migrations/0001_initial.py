import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organization", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyProfile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(unique=True, verbose_name="회계연도")),
                ("values", models.JSONField(default=dict, verbose_name="값")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="판")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=10, unique=True, verbose_name="코드")),
                ("name", models.CharField(max_length=60, verbose_name="이름")),
                ("name_en", models.CharField(blank=True, default="", max_length=100, verbose_name="영문명")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asset", "자산"),
                            ("contra_asset", "자산 차감"),
                            ("liability", "부채"),
                            ("contra_liability", "부채 차감"),
                            ("net_assets", "순자산"),
                            ("revenue", "수익"),
                            ("expense", "비용"),
                        ],
                        max_length=20,
                        verbose_name="종류",
                    ),
                ),
                (
                    "normal_side",
                    models.CharField(
                        choices=[("debit", "차변"), ("credit", "대변")],
                        max_length=6,
                        verbose_name="정상 잔액",
                    ),
                ),
                (
                    "parent_code",
                    models.CharField(blank=True, default="", max_length=10, verbose_name="상위 코드"),
                ),
                ("is_posting", models.BooleanField(verbose_name="전기 계정")),
                (
                    "statement_line",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="재무제표 항목"),
                ),
                ("is_auto_only", models.BooleanField(default=False, verbose_name="자동분개 전용")),
                ("is_partner_required", models.BooleanField(default=False, verbose_name="거래처 필수")),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "asset",
                                    "contra_asset",
                                    "liability",
                                    "contra_liability",
                                    "net_assets",
                                    "revenue",
                                    "expense",
                                ],
                            )
                        ),
                        name="account_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("normal_side__in", ["debit", "credit"])),
                        name="account_normal_side",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountUnit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=8, unique=True, verbose_name="코드")),
                ("name", models.CharField(max_length=60, verbose_name="이름")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("GENERAL", "일반회계"),
                            ("SPECIAL", "특별회계"),
                            ("FUND", "기금"),
                            ("PROFIT", "수익사업회계"),
                        ],
                        max_length=20,
                        verbose_name="종류",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="사용")),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["GENERAL", "SPECIAL", "FUND", "PROFIT"])),
                        name="account_unit_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Allotment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                        verbose_name="부서",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("text", models.TextField(blank=True, default="", verbose_name="목적·적요")),
                ("document_date", models.DateField(verbose_name="문서일자")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="귀속일")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="기안자",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="기안일시")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="상신일시")),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="승인자",
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="승인일시")),
                (
                    "decision_text",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="처리 의견"),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="판")),
                (
                    "kind",
                    models.CharField(
                        choices=[("REGULAR", "정기배정"), ("AD_HOC", "수시배정"), ("REDUCTION", "배정 감액")],
                        default="REGULAR",
                        max_length=12,
                        verbose_name="종류",
                    ),
                ),
                ("quarter", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="분기")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "작성 중"),
                            ("SUBMITTED", "상신"),
                            ("APPROVED", "배정"),
                            ("REJECTED", "부결"),
                            ("CANCELLED", "취소"),
                        ],
                        default="DRAFT",
                        max_length=20,
                        verbose_name="상태",
                    ),
                ),
                ("total_amount", models.BigIntegerField(default=0, verbose_name="배정액")),
            ],
            options={
                "ordering": ["-document_date", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="allotment_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["REGULAR", "AD_HOC", "REDUCTION"])),
                        name="allotment_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["DRAFT", "SUBMITTED", "APPROVED", "REJECTED", "CANCELLED"])
                        ),
                        name="allotment_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetAccountMapping",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                ("item_code", models.CharField(max_length=12, verbose_name="통계목")),
                ("debit_account", models.CharField(max_length=10, verbose_name="차변 계정")),
                ("credit_account", models.CharField(max_length=10, verbose_name="대변 계정")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("expense", "비용"),
                            ("asset", "자산"),
                            ("asset_or_expense", "자산 또는 비용"),
                            ("liability", "부채"),
                            ("internal", "내부거래"),
                        ],
                        max_length=20,
                        verbose_name="종류",
                    ),
                ),
                (
                    "capitalization_rule",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="자산화 기준"),
                ),
                ("vat_rule", models.CharField(blank=True, default="", max_length=20, verbose_name="부가세")),
                (
                    "withholding_rule",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="원천징수"),
                ),
                ("notes", models.CharField(blank=True, default="", max_length=300, verbose_name="비고")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fiscal_year", "item_code"), name="budget_account_mapping_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["expense", "asset", "asset_or_expense", "liability", "internal"])
                        ),
                        name="budget_account_mapping_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetBalance",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField()),
                ("period", models.PositiveIntegerField()),
                ("account_unit_code", models.CharField(max_length=8)),
                (
                    "side",
                    models.CharField(choices=[("EXPENDITURE", "지출"), ("REVENUE", "수입")], max_length=12),
                ),
                ("item_code", models.CharField(max_length=12)),
                ("original", models.BigIntegerField(default=0)),
                ("supplementary", models.BigIntegerField(default=0)),
                ("carried_in", models.BigIntegerField(default=0)),
                ("contingency", models.BigIntegerField(default=0)),
                ("transferred", models.BigIntegerField(default=0)),
                ("excess", models.BigIntegerField(default=0)),
                ("pending_supplementary", models.BigIntegerField(default=0)),
                ("allotted", models.BigIntegerField(default=0)),
                ("reserved", models.BigIntegerField(default=0)),
                ("committed", models.BigIntegerField(default=0)),
                ("paid", models.BigIntegerField(default=0)),
                ("carried_out", models.BigIntegerField(default=0)),
                ("assessed", models.BigIntegerField(default=0)),
                ("received", models.BigIntegerField(default=0)),
                ("refunded", models.BigIntegerField(default=0)),
                ("written_off", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fiscal_year", "period", "account_unit_code", "side", "item_code"),
                        name="budget_balance_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["EXPENDITURE", "REVENUE"])),
                        name="budget_balance_side",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyProject",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                ("code", models.CharField(max_length=20, verbose_name="코드")),
                ("name", models.CharField(max_length=100, verbose_name="이름")),
            ],
            options={
                "ordering": ["fiscal_year", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("fiscal_year", "code"), name="policy_project_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitProject",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                ("code", models.CharField(max_length=20, verbose_name="코드")),
                ("name", models.CharField(max_length=100, verbose_name="이름")),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit_projects",
                        to="accounting.policyproject",
                    ),
                ),
            ],
            options={
                "ordering": ["fiscal_year", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("fiscal_year", "code"), name="unit_project_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="DetailProject",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                ("code", models.CharField(max_length=20, verbose_name="코드")),
                ("name", models.CharField(max_length=100, verbose_name="이름")),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="detail_projects",
                        to="accounting.unitproject",
                    ),
                ),
                (
                    "activity",
                    models.CharField(
                        choices=[("PROGRAM", "사업수행"), ("ADMIN", "일반관리"), ("FUNDRAISING", "모금")],
                        default="PROGRAM",
                        max_length=12,
                        verbose_name="활동",
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        choices=[("PUBLIC", "공익목적사업"), ("OTHER", "기타사업")],
                        default="PUBLIC",
                        max_length=8,
                        verbose_name="부문",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                    ),
                ),
            ],
            options={
                "ordering": ["fiscal_year", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("fiscal_year", "code"), name="detail_project_key"),
                    models.CheckConstraint(
                        condition=models.Q(("activity__in", ["PROGRAM", "ADMIN", "FUNDRAISING"])),
                        name="detail_project_activity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sector__in", ["PUBLIC", "OTHER"])), name="detail_project_sector"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "side",
                    models.CharField(
                        choices=[("EXPENDITURE", "지출"), ("REVENUE", "수입")],
                        max_length=12,
                        verbose_name="구분",
                    ),
                ),
                ("code", models.CharField(max_length=12, verbose_name="코드")),
                ("name", models.CharField(max_length=60, verbose_name="이름")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("jang", "장"),
                            ("gwan", "관"),
                            ("hang", "항"),
                            ("mok", "목"),
                            ("group", "목그룹"),
                            ("item", "편성목"),
                            ("stat", "통계목"),
                        ],
                        max_length=8,
                        verbose_name="단계",
                    ),
                ),
                (
                    "parent_code",
                    models.CharField(blank=True, default="", max_length=12, verbose_name="상위 코드"),
                ),
                (
                    "description",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="설명"),
                ),
                ("inactive_from", models.DateField(blank=True, null=True, verbose_name="사용 중지일")),
                (
                    "predecessor_code",
                    models.CharField(blank=True, default="", max_length=12, verbose_name="전년도 코드"),
                ),
            ],
            options={
                "ordering": ["fiscal_year", "side", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("fiscal_year", "side", "code"), name="stat_item_key"),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["EXPENDITURE", "REVENUE"])), name="stat_item_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", ["jang", "gwan", "hang", "mok", "group", "item", "stat"])
                        ),
                        name="stat_item_level",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FundingSource",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="코드")),
                ("name", models.CharField(max_length=60, verbose_name="이름")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("OPERATING_GRANT", "운영출연금"),
                            ("EARMARKED_GRANT", "사업출연금"),
                            ("NATIONAL_SUBSIDY", "국고보조금"),
                            ("PROVINCE_SUBSIDY", "시·도비보조금"),
                            ("CITY_SUBSIDY", "시·군·구비보조금"),
                            ("ENTRUSTED", "위탁사업비"),
                            ("DONATION", "기부금"),
                            ("OWN", "자체수입"),
                            ("CARRY", "이월금"),
                        ],
                        max_length=20,
                        verbose_name="종류",
                    ),
                ),
                (
                    "entity_code",
                    models.CharField(blank=True, default="", max_length=40, verbose_name="교부기관"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="사용")),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "OPERATING_GRANT",
                                    "EARMARKED_GRANT",
                                    "NATIONAL_SUBSIDY",
                                    "PROVINCE_SUBSIDY",
                                    "CITY_SUBSIDY",
                                    "ENTRUSTED",
                                    "DONATION",
                                    "OWN",
                                    "CARRY",
                                ],
                            )
                        ),
                        name="funding_source_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                    ),
                ),
                (
                    "detail_project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budget_lines",
                        to="accounting.detailproject",
                    ),
                ),
                (
                    "stat_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budget_lines",
                        to="accounting.statitem",
                    ),
                ),
                (
                    "funding_source",
                    models.ForeignKey(
                        db_column="funding_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.fundingsource",
                        to_field="code",
                        verbose_name="재원",
                    ),
                ),
                ("inactive_from", models.DateField(blank=True, null=True, verbose_name="사용 중지일")),
                ("original", models.BigIntegerField(default=0, verbose_name="본예산")),
                ("supplementary", models.BigIntegerField(default=0, verbose_name="추경증감")),
                ("carried_in", models.BigIntegerField(default=0, verbose_name="전년도이월")),
                ("contingency", models.BigIntegerField(default=0, verbose_name="예비비")),
                ("transferred", models.BigIntegerField(default=0, verbose_name="전용 등")),
                ("excess", models.BigIntegerField(default=0, verbose_name="초과지출")),
                ("pending_supplementary", models.BigIntegerField(default=0, verbose_name="성립전")),
                ("allotted", models.BigIntegerField(default=0, verbose_name="배정")),
                ("reserved", models.BigIntegerField(default=0, verbose_name="품의")),
                ("committed", models.BigIntegerField(default=0, verbose_name="원인행위")),
                ("paid", models.BigIntegerField(default=0, verbose_name="지출")),
                ("carried_out", models.BigIntegerField(default=0, verbose_name="다음연도이월")),
                (
                    "current",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("original"), "+", models.F("supplementary")
                                            ),
                                            "+",
                                            models.F("carried_in"),
                                        ),
                                        "+",
                                        models.F("contingency"),
                                    ),
                                    "+",
                                    models.F("transferred"),
                                ),
                                "+",
                                models.F("excess"),
                            ),
                            "+",
                            models.F("pending_supplementary"),
                        ),
                        output_field=models.BigIntegerField(verbose_name="예산현액"),
                    ),
                ),
                (
                    "available",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.functions.comparison.Least(
                                    models.F("allotted"),
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            models.F("original"),
                                                            "+",
                                                            models.F("supplementary"),
                                                        ),
                                                        "+",
                                                        models.F("carried_in"),
                                                    ),
                                                    "+",
                                                    models.F("contingency"),
                                                ),
                                                "+",
                                                models.F("transferred"),
                                            ),
                                            "+",
                                            models.F("excess"),
                                        ),
                                        "+",
                                        models.F("pending_supplementary"),
                                    ),
                                ),
                                "-",
                                models.F("reserved"),
                            ),
                            "-",
                            models.F("committed"),
                        ),
                        output_field=models.BigIntegerField(verbose_name="가용액"),
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "fiscal_year",
                            "account_unit",
                            "department",
                            "detail_project",
                            "stat_item",
                            "funding_source",
                        ),
                        name="budget_line_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("allotted__gte", 0),
                            ("carried_in__gte", 0),
                            ("carried_out__gte", 0),
                            ("paid__gte", 0),
                            ("reserved__gte", 0),
                        ),
                        name="budget_line_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paid__lte", models.F("committed"))),
                        name="budget_line_paid_in_committed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "committed__lte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("original"), "+", models.F("supplementary")
                                                    ),
                                                    "+",
                                                    models.F("carried_in"),
                                                ),
                                                "+",
                                                models.F("contingency"),
                                            ),
                                            "+",
                                            models.F("transferred"),
                                        ),
                                        "+",
                                        models.F("excess"),
                                    ),
                                    "+",
                                    models.F("pending_supplementary"),
                                ),
                            )
                        ),
                        name="budget_line_committed_in_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "allotted__lte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("original"), "+", models.F("supplementary")
                                                    ),
                                                    "+",
                                                    models.F("carried_in"),
                                                ),
                                                "+",
                                                models.F("contingency"),
                                            ),
                                            "+",
                                            models.F("transferred"),
                                        ),
                                        "+",
                                        models.F("excess"),
                                    ),
                                    "+",
                                    models.F("pending_supplementary"),
                                ),
                            )
                        ),
                        name="budget_line_allotted_in_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "allotted__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("reserved"), "+", models.F("committed")
                                ),
                            )
                        ),
                        name="budget_line_used_in_allotted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "carried_out__lte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            models.F("original"),
                                                            "+",
                                                            models.F("supplementary"),
                                                        ),
                                                        "+",
                                                        models.F("carried_in"),
                                                    ),
                                                    "+",
                                                    models.F("contingency"),
                                                ),
                                                "+",
                                                models.F("transferred"),
                                            ),
                                            "+",
                                            models.F("excess"),
                                        ),
                                        "+",
                                        models.F("pending_supplementary"),
                                    ),
                                    "-",
                                    models.F("paid"),
                                ),
                            )
                        ),
                        name="budget_line_carried_out_in_rest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLedger",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="금액")),
                ("event", models.CharField(max_length=40, verbose_name="사건")),
                ("document_type", models.CharField(max_length=40, verbose_name="문서종류")),
                ("document_id", models.UUIDField(verbose_name="문서")),
                (
                    "document_no",
                    models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호"),
                ),
                ("effective_on", models.DateField(verbose_name="귀속일")),
                ("period", models.PositiveIntegerField(verbose_name="귀속월")),
                ("recorded_at", models.DateTimeField(verbose_name="기록일시")),
                ("recorded_by", models.UUIDField(null=True, verbose_name="기록자")),
                ("command_id", models.UUIDField(verbose_name="처리번호")),
                ("entry_hash", models.BinaryField(max_length=32, verbose_name="내용 해시")),
                (
                    "line",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger",
                        to="accounting.budgetline",
                    ),
                ),
                (
                    "bucket",
                    models.CharField(
                        choices=[
                            ("original", "본예산"),
                            ("supplementary", "추경증감"),
                            ("carried_in", "전년도이월"),
                            ("contingency", "예비비사용"),
                            ("transferred", "전용 등 증감"),
                            ("excess", "초과지출"),
                            ("pending_supplementary", "성립전 사용"),
                            ("allotted", "배정"),
                            ("reserved", "품의(예약)"),
                            ("committed", "지출원인행위"),
                            ("paid", "지출"),
                            ("carried_out", "다음연도이월"),
                        ],
                        max_length=24,
                        verbose_name="구분",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["line", "effective_on"], name="budget_ledger_line"),
                    models.Index(fields=["document_id"], name="budget_ledger_document"),
                    models.Index(fields=["recorded_at"], name="budget_ledger_recorded"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "bucket__in",
                                [
                                    "original",
                                    "supplementary",
                                    "carried_in",
                                    "contingency",
                                    "transferred",
                                    "excess",
                                    "pending_supplementary",
                                    "allotted",
                                    "reserved",
                                    "committed",
                                    "paid",
                                    "carried_out",
                                ],
                            )
                        ),
                        name="budget_ledger_bucket",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AllotmentRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "allotment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="accounting.allotment",
                    ),
                ),
                ("ordinal", models.PositiveIntegerField(verbose_name="순번")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.budgetline",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="금액")),
            ],
            options={
                "ordering": ["allotment", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(fields=("allotment", "ordinal"), name="allotment_row_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("MAIN", "본예산"),
                            ("SUPPLEMENTARY", "추가경정예산"),
                            ("AMENDED", "수정예산"),
                        ],
                        max_length=16,
                        verbose_name="종류",
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField(verbose_name="차수")),
                ("number", models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호")),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "편성 중"),
                            ("REQUESTED", "부서요구"),
                            ("ADJUSTING", "조정"),
                            ("ADJUSTED", "조정안"),
                            ("CEO_APPROVED", "기관장안"),
                            ("PARENT_CONSULTED", "지자체 협의"),
                            ("BOARD_SUBMITTED", "이사회 상정"),
                            ("BOARD_APPROVED", "의결"),
                            ("REPORTED", "지자체 보고"),
                            ("EFFECTIVE", "확정"),
                            ("SUPERSEDED", "대체됨"),
                            ("RETURNED", "반려"),
                            ("WITHDRAWN", "철회"),
                            ("CORRECTION_ORDERED", "시정명령"),
                        ],
                        default="DRAFT",
                        max_length=24,
                        verbose_name="상태",
                    ),
                ),
                ("board_voted_on", models.DateField(blank=True, null=True, verbose_name="이사회 의결일")),
                (
                    "board_minutes_no",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="의사록 번호"),
                ),
                ("reported_on", models.DateField(blank=True, null=True, verbose_name="지자체 보고일")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="시행일")),
                ("is_opening_load", models.BooleanField(default=False, verbose_name="기초 적재")),
                (
                    "basis_rounding",
                    models.CharField(blank=True, default="", max_length=12, verbose_name="산출기초 단위"),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="작성일시")),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="확정일시")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="판")),
            ],
            options={
                "ordering": ["-fiscal_year", "-ordinal"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fiscal_year", "kind", "ordinal"), name="budget_version_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["MAIN", "SUPPLEMENTARY", "AMENDED"])),
                        name="budget_version_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "DRAFT",
                                    "REQUESTED",
                                    "ADJUSTING",
                                    "ADJUSTED",
                                    "CEO_APPROVED",
                                    "PARENT_CONSULTED",
                                    "BOARD_SUBMITTED",
                                    "BOARD_APPROVED",
                                    "REPORTED",
                                    "EFFECTIVE",
                                    "SUPERSEDED",
                                    "RETURNED",
                                    "WITHDRAWN",
                                    "CORRECTION_ORDERED",
                                ],
                            )
                        ),
                        name="budget_version_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetVersionLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="accounting.budgetversion",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("EXPENDITURE", "지출"), ("REVENUE", "수입")],
                        max_length=12,
                        verbose_name="구분",
                    ),
                ),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                    ),
                ),
                (
                    "detail_project",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.detailproject",
                    ),
                ),
                (
                    "stat_item",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.statitem",
                    ),
                ),
                (
                    "funding_source",
                    models.ForeignKey(
                        db_column="funding_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.fundingsource",
                        to_field="code",
                        verbose_name="재원",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="금액")),
                ("text", models.CharField(blank=True, default="", max_length=300, verbose_name="비고")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "version",
                            "side",
                            "account_unit",
                            "department",
                            "detail_project",
                            "stat_item",
                            "funding_source",
                        ),
                        name="budget_version_line_key",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["EXPENDITURE", "REVENUE"])),
                        name="budget_version_line_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("side", "REVENUE"), ("detail_project__isnull", False), _connector="OR"
                        ),
                        name="budget_version_line_project",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalculationBasis",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bases",
                        to="accounting.budgetversionline",
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField(verbose_name="순번")),
                ("label", models.CharField(max_length=200, verbose_name="내용")),
                ("unit_price", models.BigIntegerField(verbose_name="단가")),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14, verbose_name="수량")),
                ("times", models.PositiveIntegerField(default=1, verbose_name="횟수")),
                ("amount", models.BigIntegerField(verbose_name="금액")),
            ],
            options={
                "ordering": ["line", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(fields=("line", "ordinal"), name="calculation_basis_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="SpendingProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                        verbose_name="부서",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("text", models.TextField(blank=True, default="", verbose_name="목적·적요")),
                ("document_date", models.DateField(verbose_name="문서일자")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="귀속일")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="기안자",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="기안일시")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="상신일시")),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="승인자",
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="승인일시")),
                (
                    "decision_text",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="처리 의견"),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="판")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "작성 중"),
                            ("SUBMITTED", "상신"),
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("GOODS", "물품"),
                            ("SERVICE", "용역"),
                            ("WORKS", "공사"),
                            ("RENT", "임차"),
                            ("TRANSPORT", "운송"),
                            ("TRANSFER", "보조·이전"),
                            ("PERSON", "강사료·보상금"),
                            ("OTHER", "기타"),
                            ("PAYROLL", "인건비"),
                            ("DUTY", "직무수행경비"),
                            ("UTILITY", "공공요금"),
                            ("TAX", "제세공과금"),
                            ("TRAVEL", "여비"),
                            ("IMPREST", "일상경비 교부"),
                        ],
                        default="GOODS",
                        max_length=12,
                        verbose_name="종류",
                    ),
                ),
                ("total_amount", models.BigIntegerField(default=0, verbose_name="품의액")),
                ("used_amount", models.BigIntegerField(default=0, verbose_name="사용액")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="종결일시")),
                ("needed_on", models.DateField(blank=True, null=True, verbose_name="필요한 날")),
                (
                    "contract_method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "해당 없음"),
                            ("SINGLE_QUOTE", "수의계약(1인 견적)"),
                            ("TWO_QUOTES", "수의계약(2인 이상 견적)"),
                            ("TENDER", "입찰"),
                            ("DIRECT_PURCHASE", "직접구매·카드"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="계약 방법",
                    ),
                ),
            ],
            options={
                "ordering": ["-document_date", "-id"],
                "indexes": [models.Index(fields=["fiscal_year", "state"], name="spending_proposal_state_ix")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="spending_proposal_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "DRAFT",
                                    "SUBMITTED",
                                    "APPROVED",
                                    "PARTLY_USED",
                                    "CLOSED",
                                    "REJECTED",
                                    "CANCELLED",
                                    "EXPIRED",
                                ],
                            )
                        ),
                        name="spending_proposal_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "GOODS",
                                    "SERVICE",
                                    "WORKS",
                                    "RENT",
                                    "TRANSPORT",
                                    "TRANSFER",
                                    "PERSON",
                                    "OTHER",
                                    "PAYROLL",
                                    "DUTY",
                                    "UTILITY",
                                    "TAX",
                                    "TRAVEL",
                                    "IMPREST",
                                ],
                            )
                        ),
                        name="spending_proposal_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_amount__gte", 0), ("used_amount__lte", models.F("total_amount"))
                        ),
                        name="spending_proposal_used",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="코드")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("COMPANY", "법인·사업자"),
                            ("INDIVIDUAL", "개인"),
                            ("STAFF", "임직원"),
                            ("INSTITUTION", "출자·출연기관"),
                            ("GOVERNMENT", "정부·지방자치단체"),
                            ("COLLECTIVE", "집합 거래처"),
                        ],
                        max_length=16,
                        verbose_name="종류",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="이름")),
                (
                    "business_no",
                    models.CharField(blank=True, default="", max_length=12, verbose_name="사업자등록번호"),
                ),
                (
                    "representative",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="대표자"),
                ),
                (
                    "entity_code",
                    models.CharField(blank=True, default="", max_length=40, verbose_name="기관 코드"),
                ),
                ("tax_identity_cipher", models.BinaryField(null=True, verbose_name="식별번호(암호화)")),
                (
                    "tax_identity_last",
                    models.CharField(blank=True, default="", max_length=4, verbose_name="식별번호 끝자리"),
                ),
                ("phone", models.CharField(blank=True, default="", max_length=30, verbose_name="전화")),
                ("email", models.CharField(blank=True, default="", max_length=120, verbose_name="전자우편")),
                ("address", models.CharField(blank=True, default="", max_length=200, verbose_name="주소")),
                ("is_active", models.BooleanField(default=True, verbose_name="사용")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="판")),
            ],
            options={
                "ordering": ["code"],
                "indexes": [
                    models.Index(fields=["name"], name="partner_name"),
                    models.Index(
                        condition=models.Q(("entity_code", ""), _negated=True),
                        fields=["entity_code"],
                        name="partner_entity",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["COMPANY", "INDIVIDUAL", "STAFF", "INSTITUTION", "GOVERNMENT", "COLLECTIVE"],
                            )
                        ),
                        name="partner_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("business_no", ""), _negated=True),
                        fields=("business_no",),
                        name="partner_business_no",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                        verbose_name="부서",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("text", models.TextField(blank=True, default="", verbose_name="목적·적요")),
                ("document_date", models.DateField(verbose_name="문서일자")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="귀속일")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="기안자",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="기안일시")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="상신일시")),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="승인자",
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="승인일시")),
                (
                    "decision_text",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="처리 의견"),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="판")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "작성 중"),
                            ("SUBMITTED", "상신"),
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("GOODS", "물품"),
                            ("SERVICE", "용역"),
                            ("WORKS", "공사"),
                            ("RENT", "임차"),
                            ("TRANSPORT", "운송"),
                            ("TRANSFER", "보조·이전"),
                            ("PERSON", "강사료·보상금"),
                            ("OTHER", "기타"),
                            ("PAYROLL", "인건비"),
                            ("DUTY", "직무수행경비"),
                            ("UTILITY", "공공요금"),
                            ("TAX", "제세공과금"),
                            ("TRAVEL", "여비"),
                            ("IMPREST", "일상경비 교부"),
                        ],
                        max_length=12,
                        verbose_name="종류",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="accounting.spendingproposal",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.partner",
                    ),
                ),
                ("total_amount", models.BigIntegerField(default=0, verbose_name="원인행위액")),
                ("paid_amount", models.BigIntegerField(default=0, verbose_name="지출액")),
                ("estimated_price", models.BigIntegerField(blank=True, null=True, verbose_name="추정가격")),
                ("quote_count", models.PositiveSmallIntegerField(default=0, verbose_name="견적 수")),
                ("is_preferred_firm", models.BooleanField(default=False, verbose_name="우대 기업")),
                ("bond_amount", models.BigIntegerField(default=0, verbose_name="계약보증금")),
                (
                    "bond_exempt_reason",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="보증금 면제 사유"),
                ),
                (
                    "contract_no",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="계약번호"),
                ),
                ("contracted_on", models.DateField(blank=True, null=True, verbose_name="계약일")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="이행기한")),
                ("is_inspection_required", models.BooleanField(default=False, verbose_name="검수 대상")),
                (
                    "extended_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "해당 없음"),
                            ("YEAR_END_CONTRACT", "연말 계약 이행분"),
                            ("GRANT_NOT_RECEIVED", "보조금 미교부분"),
                            ("GRANT_RETURN", "보조금·위탁금 집행잔액 반납"),
                            ("OWN_TRANSFER", "회계 간 이체"),
                            ("ADVANCE_RETURN", "선금·개산급 반납"),
                            ("CARD_BILL", "신용카드 결제분"),
                            ("IMPREST_RETURN", "일상경비 잔액 반납"),
                        ],
                        default="",
                        max_length=24,
                        verbose_name="출납폐쇄 예외",
                    ),
                ),
            ],
            options={
                "ordering": ["-document_date", "-id"],
                "indexes": [
                    models.Index(fields=["fiscal_year", "state"], name="commitment_state_ix"),
                    models.Index(fields=["partner", "contracted_on"], name="commitment_partner_ix"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="commitment_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "DRAFT",
                                    "SUBMITTED",
                                    "APPROVED",
                                    "CHANGED",
                                    "COMPLETED",
                                    "CLOSED",
                                    "REJECTED",
                                    "CANCELLED",
                                    "CARRIED",
                                ],
                            )
                        ),
                        name="commitment_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "GOODS",
                                    "SERVICE",
                                    "WORKS",
                                    "RENT",
                                    "TRANSPORT",
                                    "TRANSFER",
                                    "PERSON",
                                    "OTHER",
                                    "PAYROLL",
                                    "DUTY",
                                    "UTILITY",
                                    "TAX",
                                    "TRAVEL",
                                    "IMPREST",
                                ],
                            )
                        ),
                        name="commitment_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paid_amount__gte", 0), ("paid_amount__lte", models.F("total_amount"))
                        ),
                        name="commitment_paid",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpendingProposalRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="accounting.spendingproposal",
                    ),
                ),
                ("ordinal", models.PositiveIntegerField(verbose_name="순번")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.budgetline",
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="수량"
                    ),
                ),
                ("unit", models.CharField(blank=True, default="", max_length=20, verbose_name="단위")),
                ("unit_price", models.BigIntegerField(blank=True, null=True, verbose_name="단가")),
                ("amount", models.BigIntegerField(verbose_name="금액")),
                ("used", models.BigIntegerField(default=0, verbose_name="사용액")),
                ("text", models.CharField(blank=True, default="", max_length=300, verbose_name="적요")),
            ],
            options={
                "ordering": ["proposal", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "ordinal"), name="spending_proposal_row_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0), ("used__gte", 0), ("used__lte", models.F("amount"))
                        ),
                        name="spending_proposal_row_used",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitmentRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="accounting.commitment",
                    ),
                ),
                ("ordinal", models.PositiveIntegerField(verbose_name="순번")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.budgetline",
                    ),
                ),
                (
                    "proposal_row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitment_rows",
                        to="accounting.spendingproposalrow",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="금액")),
                ("paid", models.BigIntegerField(default=0, verbose_name="지출액")),
                ("in_process", models.BigIntegerField(default=0, verbose_name="처리 중")),
                ("inspected", models.BigIntegerField(default=0, verbose_name="검수액")),
                ("text", models.CharField(blank=True, default="", max_length=300, verbose_name="적요")),
            ],
            options={
                "ordering": ["commitment", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(fields=("commitment", "ordinal"), name="commitment_row_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gte", 0),
                            ("in_process__gte", 0),
                            ("inspected__gte", 0),
                            ("paid__gte", 0),
                        ),
                        name="commitment_row_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("paid"), "+", models.F("in_process")
                                ),
                            )
                        ),
                        name="commitment_row_within_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FiscalYear",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="회계연도")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PLANNED", "예정"),
                            ("OPEN", "집행 중"),
                            ("SOFT_CLOSED", "마감 중"),
                            ("CLOSED", "마감"),
                            ("AUDITED", "감사 완료"),
                        ],
                        default="PLANNED",
                        max_length=20,
                        verbose_name="상태",
                    ),
                ),
            ],
            options={
                "ordering": ["-year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["PLANNED", "OPEN", "SOFT_CLOSED", "CLOSED", "AUDITED"])
                        ),
                        name="fiscal_year_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BankAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="코드")),
                ("name", models.CharField(max_length=60, verbose_name="이름")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                ("account_code", models.CharField(max_length=10, verbose_name="계정")),
                (
                    "funding_source",
                    models.ForeignKey(
                        blank=True,
                        db_column="funding_code",
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.fundingsource",
                        to_field="code",
                        verbose_name="재원",
                    ),
                ),
                ("bank_code", models.CharField(blank=True, default="", max_length=8, verbose_name="은행")),
                ("account_cipher", models.BinaryField(null=True, verbose_name="계좌번호(암호화)")),
                (
                    "account_last4",
                    models.CharField(blank=True, default="", max_length=4, verbose_name="계좌번호 끝자리"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="사용")),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                        verbose_name="부서",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("text", models.TextField(blank=True, default="", verbose_name="목적·적요")),
                ("document_date", models.DateField(verbose_name="문서일자")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="귀속일")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="기안자",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="기안일시")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="상신일시")),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="승인자",
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="승인일시")),
                (
                    "decision_text",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="처리 의견"),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="판")),
                (
                    "state",
                    models.CharField(
                        choices=[("REQUESTED", "검수 요청"), ("PASSED", "합격"), ("FAILED", "불합격")],
                        default="REQUESTED",
                        max_length=20,
                        verbose_name="상태",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("REPORT", "검사(검수)조서"), ("DELIVERY", "납품 확인")],
                        default="REPORT",
                        max_length=12,
                        verbose_name="종류",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="accounting.commitment",
                    ),
                ),
                ("total_amount", models.BigIntegerField(default=0, verbose_name="검수액")),
                ("completed_on", models.DateField(blank=True, null=True, verbose_name="완료 통지일")),
                ("inspected_on", models.DateField(blank=True, null=True, verbose_name="검수일")),
                (
                    "inspector",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("place", models.CharField(blank=True, default="", max_length=200, verbose_name="장소")),
            ],
            options={
                "ordering": ["-document_date", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="inspection_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["REQUESTED", "PASSED", "FAILED"])),
                        name="inspection_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["REPORT", "DELIVERY"])), name="inspection_kind"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="accounting.inspection",
                    ),
                ),
                ("ordinal", models.PositiveIntegerField(verbose_name="순번")),
                (
                    "commitment_row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspection_rows",
                        to="accounting.commitmentrow",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="금액")),
                (
                    "vat_type",
                    models.CharField(
                        choices=[
                            ("NONE", "해당 없음"),
                            ("TAXABLE", "과세"),
                            ("ZERO", "영세율"),
                            ("EXEMPT", "면세"),
                        ],
                        default="NONE",
                        max_length=8,
                        verbose_name="부가세 구분",
                    ),
                ),
                ("vat_amount", models.BigIntegerField(default=0, verbose_name="부가세")),
                ("is_vat_deductible", models.BooleanField(default=False, verbose_name="매입세액 공제")),
                (
                    "sub_type",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="세부 구분"),
                ),
                ("recognised", models.BigIntegerField(default=0, verbose_name="지출결의 연결액")),
                ("text", models.CharField(blank=True, default="", max_length=300, verbose_name="적요")),
            ],
            options={
                "ordering": ["inspection", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "ordinal"), name="inspection_row_key"),
                    models.CheckConstraint(
                        condition=models.Q(("vat_type__in", ["NONE", "TAXABLE", "ZERO", "EXEMPT"])),
                        name="inspection_row_vat_type",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0), ("vat_amount__gte", 0), ("vat_amount__lt", models.F("amount"))
                        ),
                        name="inspection_row_amounts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IntercompanyEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                ("period", models.PositiveIntegerField(verbose_name="귀속월")),
                ("effective_on", models.DateField(verbose_name="귀속일")),
                (
                    "side",
                    models.CharField(
                        choices=[("EXPENDITURE", "지출"), ("REVENUE", "수입")],
                        max_length=12,
                        verbose_name="구분",
                    ),
                ),
                ("account_unit_code", models.CharField(max_length=8, verbose_name="회계구분")),
                ("item_code", models.CharField(max_length=12, verbose_name="과목")),
                ("entity_code", models.CharField(max_length=40, verbose_name="상대기관")),
                (
                    "agreement",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="교부결정번호"),
                ),
                ("amount", models.BigIntegerField(verbose_name="금액")),
                ("document_type", models.CharField(max_length=40, verbose_name="문서종류")),
                ("document_id", models.UUIDField(verbose_name="문서")),
                (
                    "document_no",
                    models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="기록일시")),
                ("command_id", models.UUIDField(verbose_name="처리번호")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["fiscal_year", "entity_code", "item_code"], name="intercompany_key"),
                    models.Index(fields=["document_id"], name="intercompany_document"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["EXPENDITURE", "REVENUE"])), name="intercompany_side"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemCrosswalk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "side",
                    models.CharField(
                        choices=[("EXPENDITURE", "지출"), ("REVENUE", "수입")],
                        max_length=12,
                        verbose_name="구분",
                    ),
                ),
                ("item_code", models.CharField(max_length=12, verbose_name="과목")),
                (
                    "standard_code",
                    models.CharField(blank=True, default="", max_length=12, verbose_name="표준과목"),
                ),
                (
                    "standard_group",
                    models.CharField(blank=True, default="", max_length=12, verbose_name="표준 목그룹"),
                ),
                (
                    "standard_class",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="표준 수입분류"),
                ),
                (
                    "parent_counterpart",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="모기관 상대과목"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fiscal_year", "side", "item_code"), name="item_crosswalk_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["EXPENDITURE", "REVENUE"])),
                        name="item_crosswalk_side",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Journal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=32, unique=True, verbose_name="전표번호")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                ("period", models.PositiveIntegerField(verbose_name="귀속월")),
                ("effective_on", models.DateField(verbose_name="귀속일")),
                ("recorded_at", models.DateTimeField(verbose_name="기록일시")),
                ("recorded_by", models.UUIDField(null=True, verbose_name="기록자")),
                ("command_id", models.UUIDField(verbose_name="처리번호")),
                ("event", models.CharField(max_length=40, verbose_name="사건")),
                ("document_type", models.CharField(max_length=40, verbose_name="문서종류")),
                ("document_id", models.UUIDField(verbose_name="문서")),
                (
                    "document_no",
                    models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호"),
                ),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="차수")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                ("text", models.CharField(blank=True, default="", max_length=300, verbose_name="적요")),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="accounting.journal",
                    ),
                ),
                ("is_late", models.BooleanField(default=False, verbose_name="마감 후 전기")),
                ("line_count", models.PositiveIntegerField(verbose_name="행 수")),
                ("total_amount", models.BigIntegerField(verbose_name="차변 합계")),
                ("entry_hash", models.BinaryField(max_length=32, verbose_name="내용 해시")),
            ],
            options={
                "ordering": ["-effective_on", "-id"],
                "indexes": [
                    models.Index(fields=["fiscal_year", "effective_on", "id"], name="journal_effective"),
                    models.Index(fields=["recorded_at"], name="journal_recorded"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document_id", "event", "revision"), name="journal_event_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("line_count__gte", 2)), name="journal_two_lines"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerBalance",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField()),
                ("period", models.PositiveIntegerField()),
                ("account_unit_code", models.CharField(max_length=8)),
                ("account_code", models.CharField(max_length=10)),
                ("entity_code", models.CharField(blank=True, default="", max_length=40)),
                ("debit", models.BigIntegerField(default=0)),
                ("credit", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fiscal_year", "period", "account_unit_code", "account_code", "entity_code"),
                        name="ledger_balance_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ManualJournal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                        verbose_name="부서",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("text", models.TextField(blank=True, default="", verbose_name="목적·적요")),
                ("document_date", models.DateField(verbose_name="문서일자")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="기안자",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="기안일시")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="상신일시")),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="승인자",
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="승인일시")),
                (
                    "decision_text",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="처리 의견"),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="판")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "작성 중"),
                            ("SUBMITTED", "상신"),
                            ("APPROVED", "승인"),
                            ("REJECTED", "부결"),
                            ("CANCELLED", "취소"),
                        ],
                        default="DRAFT",
                        max_length=20,
                        verbose_name="상태",
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="귀속일")),
                ("total_amount", models.BigIntegerField(default=0, verbose_name="금액")),
                (
                    "reverses",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.journal",
                    ),
                ),
            ],
            options={
                "ordering": ["-document_date", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="manual_journal_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["DRAFT", "SUBMITTED", "APPROVED", "REJECTED", "CANCELLED"])
                        ),
                        name="manual_journal_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ManualJournalRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "manual_journal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="accounting.manualjournal",
                    ),
                ),
                ("ordinal", models.PositiveIntegerField(verbose_name="순번")),
                ("account_code", models.CharField(max_length=10, verbose_name="계정")),
                ("debit", models.BigIntegerField(default=0, verbose_name="차변")),
                ("credit", models.BigIntegerField(default=0, verbose_name="대변")),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.partner",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                    ),
                ),
                (
                    "detail_project",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.detailproject",
                    ),
                ),
                (
                    "funding_code",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="재원"),
                ),
                ("text", models.CharField(blank=True, default="", max_length=300, verbose_name="적요")),
            ],
            options={
                "ordering": ["manual_journal", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("manual_journal", "ordinal"), name="manual_journal_row_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credit__gte", 0),
                            ("debit__gte", 0),
                            models.Q(("debit", 0), ("credit", 0), _connector="OR"),
                            models.Q(("debit", models.F("credit")), _negated=True),
                        ),
                        name="manual_journal_row_one_side",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "journal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="accounting.journal",
                    ),
                ),
                ("ordinal", models.PositiveIntegerField(verbose_name="순번")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                ("period", models.PositiveIntegerField(verbose_name="귀속월")),
                ("effective_on", models.DateField(verbose_name="귀속일")),
                ("account_code", models.CharField(max_length=10, verbose_name="계정")),
                ("debit", models.BigIntegerField(default=0, verbose_name="차변")),
                ("credit", models.BigIntegerField(default=0, verbose_name="대변")),
                ("account_unit_code", models.CharField(max_length=8, verbose_name="회계구분")),
                ("sector", models.CharField(blank=True, default="", max_length=8, verbose_name="부문")),
                ("activity", models.CharField(blank=True, default="", max_length=12, verbose_name="활동")),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                    ),
                ),
                (
                    "detail_project",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.detailproject",
                    ),
                ),
                (
                    "funding_code",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="재원"),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.partner",
                    ),
                ),
                (
                    "entity_code",
                    models.CharField(blank=True, default="", max_length=40, verbose_name="상대기관"),
                ),
                (
                    "budget_line",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.budgetline",
                    ),
                ),
                ("text", models.CharField(blank=True, default="", max_length=300, verbose_name="적요")),
            ],
            options={
                "ordering": ["journal", "ordinal"],
                "indexes": [
                    models.Index(
                        fields=["fiscal_year", "account_code", "effective_on", "id"],
                        name="journal_line_account",
                    ),
                    models.Index(
                        condition=models.Q(("partner__isnull", False)),
                        fields=["partner", "fiscal_year", "account_code"],
                        name="journal_line_partner",
                    ),
                    models.Index(
                        condition=models.Q(("budget_line__isnull", False)),
                        fields=["budget_line"],
                        name="journal_line_budget_line",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("journal", "ordinal"), name="journal_line_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credit__gte", 0),
                            ("debit__gte", 0),
                            models.Q(("debit", 0), ("credit", 0), _connector="OR"),
                            models.Q(("debit", models.F("credit")), _negated=True),
                        ),
                        name="journal_line_one_side",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExpenditureReturn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                        verbose_name="부서",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("text", models.TextField(blank=True, default="", verbose_name="목적·적요")),
                ("document_date", models.DateField(verbose_name="문서일자")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="귀속일")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="기안자",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="기안일시")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="상신일시")),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="승인자",
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="승인일시")),
                (
                    "decision_text",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="처리 의견"),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="판")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "작성 중"),
                            ("SUBMITTED", "상신"),
                            ("APPROVED", "반납"),
                            ("REJECTED", "부결"),
                            ("CANCELLED", "취소"),
                        ],
                        default="DRAFT",
                        max_length=20,
                        verbose_name="상태",
                    ),
                ),
                (
                    "bank_account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.bankaccount",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.partner",
                    ),
                ),
                ("returned_on", models.DateField(verbose_name="입금일")),
                ("total_amount", models.BigIntegerField(default=0, verbose_name="반납액")),
                ("is_reopened", models.BooleanField(default=False, verbose_name="재집행 예정")),
            ],
            options={
                "ordering": ["-document_date", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="expenditure_return_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["DRAFT", "SUBMITTED", "APPROVED", "REJECTED", "CANCELLED"])
                        ),
                        name="expenditure_return_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="accounting.partner",
                    ),
                ),
                ("bank_code", models.CharField(max_length=8, verbose_name="은행")),
                ("account_cipher", models.BinaryField(verbose_name="계좌번호(암호화)")),
                ("account_last4", models.CharField(max_length=4, verbose_name="계좌번호 끝자리")),
                ("holder", models.CharField(max_length=100, verbose_name="예금주")),
                ("is_verified", models.BooleanField(default=False, verbose_name="예금주 확인")),
                ("verified_at", models.DateTimeField(null=True, verbose_name="확인일시")),
                ("is_default", models.BooleanField(default=False, verbose_name="기본 계좌")),
                ("is_active", models.BooleanField(default=True, verbose_name="사용")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True), ("is_default", True)),
                        fields=("partner",),
                        name="partner_account_one_default",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentOrder",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                        verbose_name="부서",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("text", models.TextField(blank=True, default="", verbose_name="목적·적요")),
                ("document_date", models.DateField(verbose_name="문서일자")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="귀속일")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="기안자",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="기안일시")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="상신일시")),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="승인자",
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="승인일시")),
                (
                    "decision_text",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="처리 의견"),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="판")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("CREATED", "작성"),
                            ("SIGNED", "발행"),
                            ("SENT", "전송"),
                            ("PARTLY_EXECUTED", "일부 지급"),
                            ("EXECUTED", "지급 완료"),
                            ("FAILED", "지급 실패"),
                            ("CANCELLED", "취소"),
                        ],
                        default="CREATED",
                        max_length=20,
                        verbose_name="상태",
                    ),
                ),
                (
                    "bank_account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.bankaccount",
                    ),
                ),
                ("pay_on", models.DateField(verbose_name="지급일")),
                ("gross_amount", models.BigIntegerField(default=0, verbose_name="총액")),
                ("withheld_amount", models.BigIntegerField(default=0, verbose_name="공제액")),
                ("net_amount", models.BigIntegerField(default=0, verbose_name="실지급액")),
                (
                    "signed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("signed_at", models.DateTimeField(null=True, verbose_name="발행일시")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="전송일시")),
                (
                    "extended_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "해당 없음"),
                            ("YEAR_END_CONTRACT", "연말 계약 이행분"),
                            ("GRANT_NOT_RECEIVED", "보조금 미교부분"),
                            ("GRANT_RETURN", "보조금·위탁금 집행잔액 반납"),
                            ("OWN_TRANSFER", "회계 간 이체"),
                            ("ADVANCE_RETURN", "선금·개산급 반납"),
                            ("CARD_BILL", "신용카드 결제분"),
                            ("IMPREST_RETURN", "일상경비 잔액 반납"),
                        ],
                        default="",
                        max_length=24,
                        verbose_name="출납폐쇄 예외",
                    ),
                ),
            ],
            options={
                "ordering": ["-document_date", "-id"],
                "indexes": [models.Index(fields=["fiscal_year", "state"], name="payment_order_state_ix")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="payment_order_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "CREATED",
                                    "SIGNED",
                                    "SENT",
                                    "PARTLY_EXECUTED",
                                    "EXECUTED",
                                    "FAILED",
                                    "CANCELLED",
                                ],
                            )
                        ),
                        name="payment_order_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "gross_amount",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("withheld_amount"), "+", models.F("net_amount")
                                ),
                            )
                        ),
                        name="payment_order_amounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_by__isnull", True),
                            ("drafted_by__isnull", True),
                            models.Q(("signed_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="payment_order_signer_not_drafter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentOrderLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="accounting.paymentorder",
                    ),
                ),
                ("ordinal", models.PositiveIntegerField(verbose_name="순번")),
                (
                    "partner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.partner",
                    ),
                ),
                (
                    "partner_account",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.partneraccount",
                    ),
                ),
                ("gross_amount", models.BigIntegerField(verbose_name="총액")),
                ("withheld_amount", models.BigIntegerField(default=0, verbose_name="공제액")),
                ("netted_amount", models.BigIntegerField(default=0, verbose_name="상계액")),
                ("net_amount", models.BigIntegerField(verbose_name="실지급액")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PENDING", "대기"),
                            ("EXECUTED", "지급"),
                            ("FAILED", "반송"),
                            ("REISSUED", "재발행"),
                            ("CANCELLED", "취소"),
                        ],
                        default="PENDING",
                        max_length=12,
                        verbose_name="상태",
                    ),
                ),
                ("executed_on", models.DateField(null=True, verbose_name="지급일")),
                (
                    "failure_reason",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="반송 사유"),
                ),
                (
                    "reissue_of",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reissued_as",
                        to="accounting.paymentorderline",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(fields=("order", "ordinal"), name="payment_order_line_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["PENDING", "EXECUTED", "FAILED", "REISSUED", "CANCELLED"])
                        ),
                        name="payment_order_line_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "gross_amount",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("withheld_amount"), "+", models.F("netted_amount")
                                    ),
                                    "+",
                                    models.F("net_amount"),
                                ),
                            )
                        ),
                        name="payment_order_line_amounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gross_amount__gt", 0),
                            ("net_amount__gte", 0),
                            ("netted_amount__gte", 0),
                            ("withheld_amount__gte", 0),
                        ),
                        name="payment_order_line_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentVoucher",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                        verbose_name="부서",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("text", models.TextField(blank=True, default="", verbose_name="목적·적요")),
                ("document_date", models.DateField(verbose_name="문서일자")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="귀속일")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="기안자",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="기안일시")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="상신일시")),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="승인자",
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="승인일시")),
                (
                    "decision_text",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="처리 의견"),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="판")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "작성 중"),
                            ("SUBMITTED", "상신"),
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PV", "일반"),
                            ("PY", "인건비"),
                            ("PT", "여비"),
                            ("PG", "물품(기타) 구입"),
                            ("PC", "공사(용역)"),
                            ("PD", "채무상환"),
                            ("PX", "이전거래"),
                            ("PI", "일상경비 교부"),
                        ],
                        default="PV",
                        max_length=2,
                        verbose_name="종류",
                    ),
                ),
                ("total_amount", models.BigIntegerField(default=0, verbose_name="지출액")),
                ("withheld_amount", models.BigIntegerField(default=0, verbose_name="공제액")),
                ("pay_on", models.DateField(blank=True, null=True, verbose_name="지급 예정일")),
                (
                    "extended_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "해당 없음"),
                            ("YEAR_END_CONTRACT", "연말 계약 이행분"),
                            ("GRANT_NOT_RECEIVED", "보조금 미교부분"),
                            ("GRANT_RETURN", "보조금·위탁금 집행잔액 반납"),
                            ("OWN_TRANSFER", "회계 간 이체"),
                            ("ADVANCE_RETURN", "선금·개산급 반납"),
                            ("CARD_BILL", "신용카드 결제분"),
                            ("IMPREST_RETURN", "일상경비 잔액 반납"),
                        ],
                        default="",
                        max_length=24,
                        verbose_name="출납폐쇄 예외",
                    ),
                ),
                (
                    "warning_reasons",
                    models.JSONField(blank=True, default=dict, verbose_name="경고 확인 사유"),
                ),
            ],
            options={
                "ordering": ["-document_date", "-id"],
                "indexes": [
                    models.Index(fields=["fiscal_year", "state"], name="payment_voucher_state_ix"),
                    models.Index(fields=["fiscal_year", "document_date"], name="payment_voucher_date_ix"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="payment_voucher_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "DRAFT",
                                    "SUBMITTED",
                                    "APPROVED",
                                    "ORDERED",
                                    "PAID",
                                    "REJECTED",
                                    "CANCELLED",
                                ],
                            )
                        ),
                        name="payment_voucher_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["PV", "PY", "PT", "PG", "PC", "PD", "PX", "PI"])),
                        name="payment_voucher_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("total_amount__gte", 0),
                            ("withheld_amount__gte", 0),
                            ("withheld_amount__lte", models.F("total_amount")),
                        ),
                        name="payment_voucher_amounts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentVoucherRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "voucher",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="accounting.paymentvoucher",
                    ),
                ),
                ("ordinal", models.PositiveIntegerField(verbose_name="순번")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.budgetline",
                    ),
                ),
                (
                    "commitment_row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voucher_rows",
                        to="accounting.commitmentrow",
                    ),
                ),
                (
                    "inspection_row",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voucher_rows",
                        to="accounting.inspectionrow",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounting.partner"
                    ),
                ),
                (
                    "partner_account",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.partneraccount",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="금액")),
                ("recognised", models.BigIntegerField(default=0, verbose_name="기인식액")),
                (
                    "sub_type",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="세부 구분"),
                ),
                (
                    "vat_type",
                    models.CharField(
                        choices=[
                            ("NONE", "해당 없음"),
                            ("TAXABLE", "과세"),
                            ("ZERO", "영세율"),
                            ("EXEMPT", "면세"),
                        ],
                        default="NONE",
                        max_length=8,
                        verbose_name="부가세 구분",
                    ),
                ),
                ("vat_amount", models.BigIntegerField(default=0, verbose_name="부가세")),
                ("is_vat_deductible", models.BooleanField(default=False, verbose_name="매입세액 공제")),
                (
                    "withholding_rule",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "없음"),
                            ("BIZ", "사업소득"),
                            ("ETC60", "기타소득(필요경비 60%)"),
                            ("ETC80", "기타소득(필요경비 80%)"),
                            ("ETC00", "기타소득(필요경비 없음)"),
                            ("DAY", "일용근로"),
                            ("PAY", "근로소득"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="원천징수",
                    ),
                ),
                (
                    "engagement",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="용역 건"),
                ),
                ("days", models.PositiveSmallIntegerField(default=0, verbose_name="일수")),
                ("income_tax", models.BigIntegerField(default=0, verbose_name="소득세")),
                ("local_tax", models.BigIntegerField(default=0, verbose_name="지방소득세")),
                (
                    "other_withheld",
                    models.JSONField(blank=True, default=dict, verbose_name="그 밖의 공제(계정별)"),
                ),
                ("withheld_amount", models.BigIntegerField(default=0, verbose_name="공제액")),
                (
                    "invoice_no",
                    models.CharField(
                        blank=True, default="", max_length=24, verbose_name="세금계산서 승인번호"
                    ),
                ),
                ("invoiced_on", models.DateField(blank=True, null=True, verbose_name="작성일자")),
                ("supplied_on", models.DateField(blank=True, null=True, verbose_name="공급일")),
                (
                    "evidence_kind",
                    models.CharField(blank=True, default="", max_length=24, verbose_name="증빙 종류"),
                ),
                (
                    "order_line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voucher_rows",
                        to="accounting.paymentorderline",
                    ),
                ),
                ("paid_on", models.DateField(null=True, verbose_name="지급일")),
                ("returned", models.BigIntegerField(default=0, verbose_name="반납액")),
                ("text", models.CharField(blank=True, default="", max_length=300, verbose_name="적요")),
            ],
            options={
                "ordering": ["voucher", "ordinal"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("invoice_no", ""), _negated=True),
                        fields=["invoice_no"],
                        name="payment_voucher_row_invoice",
                    ),
                    models.Index(
                        condition=models.Q(("engagement", ""), _negated=True),
                        fields=["engagement"],
                        name="payment_voucher_row_engagement",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("voucher", "ordinal"), name="payment_voucher_row_key"),
                    models.CheckConstraint(
                        condition=models.Q(("vat_type__in", ["NONE", "TAXABLE", "ZERO", "EXEMPT"])),
                        name="payment_voucher_row_vat_type",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withholding_rule__in", ["", "BIZ", "ETC60", "ETC80", "ETC00", "DAY", "PAY"])
                        ),
                        name="payment_voucher_row_withholding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0),
                            ("recognised__gte", 0),
                            ("recognised__lte", models.F("amount")),
                            ("returned__gte", 0),
                            ("returned__lte", models.F("amount")),
                            ("vat_amount__gte", 0),
                            ("vat_amount__lt", models.F("amount")),
                        ),
                        name="payment_voucher_row_amounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("income_tax__gte", 0),
                            ("local_tax__gte", 0),
                            (
                                "withheld_amount__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("income_tax"), "+", models.F("local_tax")
                                ),
                            ),
                            ("withheld_amount__lte", models.F("amount")),
                        ),
                        name="payment_voucher_row_withheld",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExpenditureReturnRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "expenditure_return",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="accounting.expenditurereturn",
                    ),
                ),
                ("ordinal", models.PositiveIntegerField(verbose_name="순번")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.budgetline",
                    ),
                ),
                (
                    "voucher_row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_rows",
                        to="accounting.paymentvoucherrow",
                    ),
                ),
                (
                    "sub_type",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="세부 구분"),
                ),
                ("amount", models.BigIntegerField(verbose_name="금액")),
                ("text", models.CharField(blank=True, default="", max_length=300, verbose_name="적요")),
            ],
            options={
                "ordering": ["expenditure_return", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("expenditure_return", "ordinal"), name="expenditure_return_row_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="expenditure_return_row_amount"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="accounting.policyprofile",
                    ),
                ),
                ("field", models.CharField(max_length=60, verbose_name="항목")),
                ("old_value", models.JSONField(null=True, verbose_name="이전 값")),
                ("new_value", models.JSONField(null=True, verbose_name="새 값")),
                ("basis_text", models.CharField(blank=True, default="", max_length=300, verbose_name="근거")),
                ("reason", models.CharField(max_length=300, verbose_name="사유")),
                ("effective_on", models.DateField(verbose_name="시행일")),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(verbose_name="결정일시")),
            ],
            options={
                "ordering": ["-decided_at"],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                        verbose_name="부서",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("text", models.TextField(blank=True, default="", verbose_name="목적·적요")),
                ("document_date", models.DateField(verbose_name="문서일자")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="귀속일")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="기안자",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="기안일시")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="상신일시")),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="승인자",
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="승인일시")),
                (
                    "decision_text",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="처리 의견"),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="판")),
                (
                    "state",
                    models.CharField(
                        choices=[("POSTED", "수납"), ("PARTLY_REFUNDED", "일부 환급"), ("REFUNDED", "환급")],
                        default="POSTED",
                        max_length=20,
                        verbose_name="상태",
                    ),
                ),
                (
                    "bank_account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.bankaccount",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.partner",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="수납일")),
                (
                    "report_no",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="영수보고 번호"),
                ),
                (
                    "agreement",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="교부결정번호"),
                ),
                ("total_amount", models.BigIntegerField(default=0, verbose_name="수납액")),
                ("refunded_amount", models.BigIntegerField(default=0, verbose_name="환급액")),
            ],
            options={
                "ordering": ["-document_date", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="receipt_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["POSTED", "PARTLY_REFUNDED", "REFUNDED"])),
                        name="receipt_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refunded_amount__gte", 0), ("refunded_amount__lte", models.F("total_amount"))
                        ),
                        name="receipt_refunded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RevenueAccountMapping",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                ("item_code", models.CharField(max_length=12, verbose_name="목")),
                (
                    "credit_account",
                    models.CharField(blank=True, default="", max_length=10, verbose_name="대변 계정"),
                ),
                (
                    "recognition_pattern",
                    models.CharField(
                        choices=[
                            ("cash", "수납 시 수익"),
                            ("receivable_then_cash", "징수결정 시 미수금"),
                            ("grant_operating", "운영 출연금"),
                            ("grant_earmarked", "목적 지정 보조금"),
                            ("grant_capital", "자본 보조금"),
                            ("endowment", "기본재산 출연"),
                            ("interest", "이자"),
                            ("liability_interest", "반환할 이자"),
                            ("clear_receivable", "미수금 정리"),
                            ("clear_vat", "부가가치세 환급"),
                            ("disposal", "매각"),
                            ("liability", "부채"),
                            ("asset_recovery", "자산 회수"),
                            ("internal", "내부거래"),
                            ("opening_cash_no_journal", "이월 현금(분개 없음)"),
                        ],
                        max_length=30,
                        verbose_name="인식 방법",
                    ),
                ),
                ("vat_rule", models.CharField(blank=True, default="", max_length=20, verbose_name="부가세")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fiscal_year", "item_code"), name="revenue_account_mapping_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "recognition_pattern__in",
                                [
                                    "cash",
                                    "receivable_then_cash",
                                    "grant_operating",
                                    "grant_earmarked",
                                    "grant_capital",
                                    "endowment",
                                    "interest",
                                    "liability_interest",
                                    "clear_receivable",
                                    "clear_vat",
                                    "disposal",
                                    "liability",
                                    "asset_recovery",
                                    "internal",
                                    "opening_cash_no_journal",
                                ],
                            )
                        ),
                        name="revenue_account_mapping_pattern",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RevenueAssessment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                        verbose_name="부서",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("text", models.TextField(blank=True, default="", verbose_name="목적·적요")),
                ("document_date", models.DateField(verbose_name="문서일자")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="귀속일")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="기안자",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="기안일시")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="상신일시")),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="승인자",
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="승인일시")),
                (
                    "decision_text",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="처리 의견"),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="판")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "작성 중"),
                            ("SUBMITTED", "상신"),
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
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounting.partner"
                    ),
                ),
                ("cause", models.CharField(max_length=300, verbose_name="징수 사유")),
                ("total_amount", models.BigIntegerField(default=0, verbose_name="징수결정액")),
                ("received_amount", models.BigIntegerField(default=0, verbose_name="수납액")),
                ("noticed_on", models.DateField(blank=True, null=True, verbose_name="고지일")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="납부기한")),
                (
                    "agreement",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="교부결정번호"),
                ),
            ],
            options={
                "ordering": ["-document_date", "-id"],
                "indexes": [
                    models.Index(fields=["fiscal_year", "state"], name="revenue_assessment_state_ix")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="revenue_assessment_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "DRAFT",
                                    "SUBMITTED",
                                    "APPROVED",
                                    "NOTIFIED",
                                    "PARTLY_RECEIVED",
                                    "RECEIVED",
                                    "REJECTED",
                                    "CANCELLED",
                                ],
                            )
                        ),
                        name="revenue_assessment_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RevenueLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                    ),
                ),
                (
                    "stat_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revenue_lines",
                        to="accounting.statitem",
                    ),
                ),
                (
                    "funding_source",
                    models.ForeignKey(
                        db_column="funding_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.fundingsource",
                        to_field="code",
                        verbose_name="재원",
                    ),
                ),
                ("inactive_from", models.DateField(blank=True, null=True, verbose_name="사용 중지일")),
                ("original", models.BigIntegerField(default=0, verbose_name="본예산")),
                ("supplementary", models.BigIntegerField(default=0, verbose_name="추경증감")),
                ("carried_in", models.BigIntegerField(default=0, verbose_name="전년도이월")),
                ("transferred", models.BigIntegerField(default=0, verbose_name="이체 등")),
                ("assessed", models.BigIntegerField(default=0, verbose_name="징수결정")),
                ("received", models.BigIntegerField(default=0, verbose_name="수납")),
                ("refunded", models.BigIntegerField(default=0, verbose_name="과오납반환")),
                ("written_off", models.BigIntegerField(default=0, verbose_name="불납결손")),
                (
                    "current",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("original"), "+", models.F("supplementary")
                                ),
                                "+",
                                models.F("carried_in"),
                            ),
                            "+",
                            models.F("transferred"),
                        ),
                        output_field=models.BigIntegerField(verbose_name="예산현액"),
                    ),
                ),
                (
                    "uncollected",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("assessed"), "-", models.F("received")
                                ),
                                "+",
                                models.F("refunded"),
                            ),
                            "-",
                            models.F("written_off"),
                        ),
                        output_field=models.BigIntegerField(verbose_name="미수납액"),
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fiscal_year", "account_unit", "department", "stat_item", "funding_source"),
                        name="revenue_line_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("assessed__gte", 0),
                            ("received__gte", 0),
                            ("refunded__gte", 0),
                            ("written_off__gte", 0),
                        ),
                        name="revenue_line_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("refunded__lte", models.F("received"))),
                        name="revenue_line_refunded_in_received",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RevenueLedger",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="금액")),
                ("event", models.CharField(max_length=40, verbose_name="사건")),
                ("document_type", models.CharField(max_length=40, verbose_name="문서종류")),
                ("document_id", models.UUIDField(verbose_name="문서")),
                (
                    "document_no",
                    models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호"),
                ),
                ("effective_on", models.DateField(verbose_name="귀속일")),
                ("period", models.PositiveIntegerField(verbose_name="귀속월")),
                ("recorded_at", models.DateTimeField(verbose_name="기록일시")),
                ("recorded_by", models.UUIDField(null=True, verbose_name="기록자")),
                ("command_id", models.UUIDField(verbose_name="처리번호")),
                ("entry_hash", models.BinaryField(max_length=32, verbose_name="내용 해시")),
                (
                    "line",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger",
                        to="accounting.revenueline",
                    ),
                ),
                (
                    "bucket",
                    models.CharField(
                        choices=[
                            ("original", "본예산"),
                            ("supplementary", "추경증감"),
                            ("carried_in", "전년도이월"),
                            ("transferred", "이체 등 증감"),
                            ("assessed", "징수결정"),
                            ("received", "수납"),
                            ("refunded", "과오납반환"),
                            ("written_off", "불납결손"),
                        ],
                        max_length=24,
                        verbose_name="구분",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["line", "effective_on"], name="revenue_ledger_line"),
                    models.Index(fields=["document_id"], name="revenue_ledger_document"),
                    models.Index(fields=["recorded_at"], name="revenue_ledger_recorded"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "bucket__in",
                                [
                                    "original",
                                    "supplementary",
                                    "carried_in",
                                    "transferred",
                                    "assessed",
                                    "received",
                                    "refunded",
                                    "written_off",
                                ],
                            )
                        ),
                        name="revenue_ledger_bucket",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RevenueAssessmentRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="accounting.revenueassessment",
                    ),
                ),
                ("ordinal", models.PositiveIntegerField(verbose_name="순번")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.revenueline",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="금액")),
                (
                    "vat_type",
                    models.CharField(
                        choices=[
                            ("NONE", "해당 없음"),
                            ("TAXABLE", "과세"),
                            ("ZERO", "영세율"),
                            ("EXEMPT", "면세"),
                        ],
                        default="NONE",
                        max_length=8,
                        verbose_name="부가세 구분",
                    ),
                ),
                ("vat_amount", models.BigIntegerField(default=0, verbose_name="부가세")),
                ("received", models.BigIntegerField(default=0, verbose_name="수납액")),
                ("refunded", models.BigIntegerField(default=0, verbose_name="환급액")),
                ("text", models.CharField(blank=True, default="", max_length=300, verbose_name="적요")),
            ],
            options={
                "ordering": ["assessment", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "ordinal"), name="revenue_assessment_row_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("vat_type__in", ["NONE", "TAXABLE", "ZERO", "EXEMPT"])),
                        name="revenue_assessment_row_vat_type",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gte", 0),
                            ("vat_amount__gte", 0),
                            ("vat_amount__lte", models.F("amount")),
                        ),
                        name="revenue_assessment_row_amounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received__gte", 0),
                            ("refunded__gte", 0),
                            ("refunded__lte", models.F("received")),
                        ),
                        name="revenue_assessment_row_received",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceiptRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="accounting.receipt",
                    ),
                ),
                ("ordinal", models.PositiveIntegerField(verbose_name="순번")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.revenueline",
                    ),
                ),
                (
                    "assessment_row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipt_rows",
                        to="accounting.revenueassessmentrow",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="금액")),
                ("vat_amount", models.BigIntegerField(default=0, verbose_name="부가세")),
                ("withheld_tax", models.BigIntegerField(default=0, verbose_name="원천징수세액")),
                ("refunded", models.BigIntegerField(default=0, verbose_name="환급액")),
                ("text", models.CharField(blank=True, default="", max_length=300, verbose_name="적요")),
            ],
            options={
                "ordering": ["receipt", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(fields=("receipt", "ordinal"), name="receipt_row_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0), ("refunded__gte", 0), ("refunded__lte", models.F("amount"))
                        ),
                        name="receipt_row_amounts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RevenueRefund",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(blank=True, default="", max_length=32, verbose_name="문서번호")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "account_unit",
                    models.ForeignKey(
                        db_column="account_unit_code",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.accountunit",
                        to_field="code",
                        verbose_name="회계구분",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.department",
                        verbose_name="부서",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("text", models.TextField(blank=True, default="", verbose_name="목적·적요")),
                ("document_date", models.DateField(verbose_name="문서일자")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="귀속일")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="기안자",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="기안일시")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="상신일시")),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="승인자",
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="승인일시")),
                (
                    "decision_text",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="처리 의견"),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="판")),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="accounting.receipt",
                    ),
                ),
                (
                    "bank_account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.bankaccount",
                    ),
                ),
                ("refunded_on", models.DateField(verbose_name="환급일")),
                ("amount", models.BigIntegerField(verbose_name="환급액")),
            ],
            options={
                "ordering": ["-document_date", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="revenue_refund_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="revenue_refund_amount"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpendingImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="파일명")),
                ("file_sha256", models.CharField(max_length=64, verbose_name="파일 해시")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                (
                    "state",
                    models.CharField(
                        choices=[("CHECKED", "검사"), ("LOADED", "적재")],
                        default="CHECKED",
                        max_length=12,
                        verbose_name="상태",
                    ),
                ),
                ("line_count", models.PositiveIntegerField(default=0, verbose_name="줄 수")),
                ("total_amount", models.BigIntegerField(default=0, verbose_name="합계")),
                ("summary", models.JSONField(default=dict, verbose_name="요약")),
                ("recorded_at", models.DateTimeField(verbose_name="기록일시")),
                ("recorded_by", models.UUIDField(null=True, verbose_name="기록자")),
            ],
            options={
                "ordering": ["-recorded_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["CHECKED", "LOADED"])), name="spending_import_state"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SpendingImportLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "spending_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="accounting.spendingimport",
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                ("source_line_id", models.CharField(max_length=40, verbose_name="원본 번호")),
                (
                    "line",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.budgetline",
                    ),
                ),
                ("paid_on", models.DateField(verbose_name="지출일")),
                ("amount", models.BigIntegerField(verbose_name="금액")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="내용 지문")),
                (
                    "handled_as",
                    models.CharField(
                        choices=[("PAYMENT", "지출"), ("RETURN", "여입"), ("REVENUE", "과년도수입")],
                        max_length=8,
                        verbose_name="처리",
                    ),
                ),
                ("document_type", models.CharField(max_length=40, verbose_name="문서종류")),
                ("document_id", models.UUIDField(verbose_name="문서")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fiscal_year", "source_line_id"), name="spending_import_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("handled_as__in", ["PAYMENT", "RETURN", "REVENUE"])),
                        name="spending_import_line_handled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoucherEvidence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "voucher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="accounting.paymentvoucher",
                    ),
                ),
                ("kind", models.CharField(max_length=24, verbose_name="종류")),
                ("reference", models.CharField(blank=True, default="", max_length=60, verbose_name="번호")),
                (
                    "file_name",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="파일명"),
                ),
                (
                    "file_key",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="저장 위치"),
                ),
                ("sha256", models.CharField(blank=True, default="", max_length=64, verbose_name="해시")),
                ("page_count", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="쪽수")),
            ],
            options={
                "ordering": ["voucher", "id"],
            },
        ),
        migrations.CreateModel(
            name="VoucherSubType",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                ("item_code", models.CharField(max_length=12, verbose_name="통계목")),
                ("code", models.CharField(max_length=20, verbose_name="코드")),
                ("name", models.CharField(max_length=60, verbose_name="이름")),
                ("debit_account", models.CharField(max_length=10, verbose_name="차변 계정")),
                ("is_default", models.BooleanField(default=False, verbose_name="기본")),
                ("note", models.CharField(blank=True, default="", max_length=200, verbose_name="비고")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fiscal_year", "item_code", "code"), name="voucher_sub_type_key"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("fiscal_year", "item_code"),
                        name="voucher_sub_type_one_default",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountingPeriod",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="회계연도")),
                ("period", models.PositiveIntegerField(verbose_name="월")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PLANNED", "예정"),
                            ("OPEN", "열림"),
                            ("SOFT_CLOSED", "가마감"),
                            ("CLOSED", "마감"),
                        ],
                        default="PLANNED",
                        max_length=20,
                        verbose_name="상태",
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True, verbose_name="마감일시")),
                (
                    "closed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["fiscal_year", "period"],
                "constraints": [
                    models.UniqueConstraint(fields=("fiscal_year", "period"), name="accounting_period_key"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["PLANNED", "OPEN", "SOFT_CLOSED", "CLOSED"])),
                        name="accounting_period_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "period__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("fiscal_year"), "*", models.Value(100)
                                    ),
                                    "+",
                                    models.Value(1),
                                ),
                            ),
                            (
                                "period__lte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("fiscal_year"), "*", models.Value(100)
                                    ),
                                    "+",
                                    models.Value(101),
                                ),
                            ),
                        ),
                        name="accounting_period_in_year",
                    ),
                ],
            },
        ),
    ]
