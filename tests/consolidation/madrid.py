"""The city of Madrid's 2023 budget and its five autonomous bodies as a government with six institutions.

Cents are the unit. Budget lines stand at institution × chapter, because single published lines are
committed above their credit; each published line is one posting on them. An opening load: taken over as
it stands, outside the formation gates.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from accounting.models import BudgetLine, ItemCrosswalk, RevenueLine, StatItem
from accounting.services import kernel
from accounting.services.budget_version_lines import LineInput
from accounting.services.opening_load import OpeningBudget, load_opening_budget
from core.access import SYSTEM
from core.ids import uuid7
from core.periods import SEOUL
from tenants.context import institution
from tenants.registry import TenantInfo
from tenants.services.provisioning import create_government, create_institution
from tests.accounting.books import department
from tests.worlds import spec

YEAR = 2023
CITY = "001"
AT = datetime(2023, 1, 2, 9, 0, tzinfo=SEOUL)
END = date(2023, 12, 31)
BODIES = {"01": "509", "02": "501", "05": "503", "07": "506", "08": "508"}
CHAPTERS = {
    "1": "101-01",
    "2": "201-01",
    "3": "311-02",
    "4": "308-13",
    "5": "801-01",
    "6": "401-01",
    "7": "403-02",
    "8": "602-01",
    "9": "601-05",
}


def cents(text: str) -> int:
    """108364 → 10836400; 106238,88 → 10623888."""
    amount = Decimal(text.replace(",", ".") or "0") * 100
    assert amount == int(amount), text
    return int(amount)


def code_of(centre: str) -> str:
    """Institution code of a published centre."""
    return f"m{centre}"


def published(folder: Path, name: str) -> list[dict[str, str]]:
    """Rows of one published file."""
    with (folder / "es_madrid_budget" / f"2023_ejecucion_{name}.csv").open(encoding="iso-8859-1") as handle:
        return list(csv.DictReader(handle, delimiter=";"))


@dataclass(frozen=True)
class Transfer:
    """One side of an internal payment as published."""

    centre: str
    chapter: str
    side: str
    other: str
    amount: int
    agreement: str


def payments(folder: Path) -> list[Transfer]:
    """Internal payments; the last two digits of the account name the body, other accounts the city."""
    found = []
    for row in published(folder, "gastos_eliminaciones"):
        centre, chapter, account = row["Centro"], row["Cap."], row["Economico"]
        other = _body(account) if centre == CITY else CITY
        key = f"{centre}-{other}-{chapter}"
        found.append(Transfer(centre, chapter, "EXPENDITURE", other, cents(row["OBL,RECONOC"]), key))
    return found


def _body(account: str) -> str:
    """71062 and 41065 are recovery-fund accounts of 501 and 503: their last digit names the body too."""
    return BODIES["0" + account[-1]]


def receipts(folder: Path) -> list[Transfer]:
    """Internal receipts; the city's own name no payer, the equal payment does."""
    paying = {p.amount: p for p in payments(folder) if p.centre != CITY}
    found = []
    for row in published(folder, "ingresos_eliminaciones"):
        centre, chapter, amount = row["Centro"], row["Cap."], cents(row["D, RECON,NETOS"])
        if centre != CITY:
            key = f"{CITY}-{centre}-{chapter}"
            found.append(Transfer(centre, chapter, "REVENUE", CITY, amount, key))
            continue
        payment = paying.get(amount)
        payer = payment.centre if payment else "503"
        key = payment.agreement if payment else f"prior-years-{row['Economico']}"
        found.append(Transfer(centre, chapter, "REVENUE", payer, amount, key))
    return found


def load(folder: Path) -> TenantInfo:
    """Government `madrid` with six institutions, their budgets, executions and internal transactions."""
    asked = replace(spec(), fiscal_year=YEAR, at=AT)
    government = create_government(code="madrid", name="Madrid", short_name="Madrid", spec=asked)
    spending, earning = published(folder, "gastos"), published(folder, "ingresos")
    internal = [*payments(folder), *receipts(folder)]
    for centre in sorted({row["Centro"] for row in spending}):
        tenant = create_institution(
            government_code="madrid", code=code_of(centre), name=f"Centro {centre}", spec=asked
        )
        with institution(tenant):
            _Institution(centre).fill(
                [row for row in spending if row["Centro"] == centre],
                [row for row in earning if row["Centro"] == centre],
                [entry for entry in internal if entry.centre == centre],
            )
    return government


class _Institution:
    """One centre's books, inside its schema."""

    def __init__(self, centre: str) -> None:
        self.centre = centre
        self.department = department()
        self.project = _project()
        self.items = {(side, chapter): _item(side, chapter) for side in _SIDES for chapter in CHAPTERS}

    def fill(
        self, spending: list[dict[str, str]], earning: list[dict[str, str]], internal: list[Transfer]
    ) -> None:
        """Budget, change, execution line by line, internal transactions."""
        self._budget("Presupuesto 2023", spending, "CRED_INICIAL", earning, "PREV.INICIAL")
        self._budget("Modificaciones 2023", spending, "MOD_CREDITO", earning, "MODIFICACIONES")
        with transaction.atomic():
            kernel.apply(self._allotted())
            kernel.apply_many([*self._spent(spending), *self._earned(earning), *self._internal(internal)])

    def _budget(
        self,
        title: str,
        spending: list[dict[str, str]],
        spent: str,
        earning: list[dict[str, str]],
        earned: str,
    ) -> None:
        sums = _by_chapter(spending, spent, "EXPENDITURE") | _by_chapter(earning, earned, "REVENUE")
        rows = [self._line(side, chapter, amount) for (side, chapter), amount in sorted(sums.items())]
        budget = OpeningBudget(YEAR, title, date(YEAR, 1, 2), rows)
        load_opening_budget(budget=budget, actor=SYSTEM, at=AT)

    def _line(self, side: str, chapter: str, amount: int) -> LineInput:
        return LineInput(
            side=side,
            account_unit="G",
            department_id=self.department.pk,
            stat_item_id=self.items[side, chapter].pk,
            funding="OWN",
            amount=amount,
            detail_project_id=self.project.pk if side == "EXPENDITURE" else None,
        )

    def _allotted(self) -> kernel.Command:
        """The changes are spent like the rest: everything there is, is allotted."""
        lines = [line for line in BudgetLine.objects.filter(fiscal_year=YEAR) if line.current > line.allotted]
        moves = [kernel.Movement(line.pk, "allotted", line.current - line.allotted) for line in lines]
        return self._command("", movements=moves)

    def _spent(self, rows: list[dict[str, str]]) -> Iterator[kernel.Command]:
        lines = {line.stat_item_id: line for line in BudgetLine.objects.filter(fiscal_year=YEAR)}
        for row in rows:
            line = lines[self.items["EXPENDITURE", row["Capitulo"]].pk]
            moves = [("committed", cents(row["C_DISPUESTO"])), ("paid", cents(row["OBL_RECONOC"]))]
            yield self._command(
                f"{row['Programa']}-{row['Economico']}",
                movements=[kernel.Movement(line.pk, bucket, amount) for bucket, amount in moves if amount],
            )

    def _earned(self, rows: list[dict[str, str]]) -> Iterator[kernel.Command]:
        lines = {line.stat_item_id: line for line in RevenueLine.objects.filter(fiscal_year=YEAR)}
        for row in sorted(rows, key=lambda row: -cents(row["RECAUDADO"])):
            line = lines[self.items["REVENUE", row["Capitulo"]].pk]
            moves = [("assessed", cents(row["D. RECON.NETOS"])), ("received", cents(row["RECAUDADO"]))]
            yield self._command(
                row["Economico"],
                revenue_movements=[
                    kernel.RevenueMovement(line.pk, bucket, amount) for bucket, amount in moves if amount
                ],
            )

    def _internal(self, entries: Iterable[Transfer]) -> Iterator[kernel.Command]:
        for entry in entries:
            draft = kernel.IntercompanyDraft(
                entry.side, _code(entry.chapter), code_of(entry.other), entry.amount, entry.agreement, "G"
            )
            yield self._command(entry.agreement, intercompany=[draft])

    def _command(self, number: str, **parts: object) -> kernel.Command:
        return kernel.Command(
            event="OPENING_EXECUTION",
            document=kernel.DocumentRef("opening_load", uuid7(), number[:32]),
            fiscal_year=YEAR,
            effective_on=END,
            actor=SYSTEM,
            at=AT,
            account_unit="G",
            **parts,  # type: ignore[arg-type]
        )


_SIDES = ("EXPENDITURE", "REVENUE")


def _code(chapter: str) -> str:
    return f"CAP-{chapter}"


def _item(side: str, chapter: str) -> StatItem:
    code = _code(chapter)
    level = "stat" if side == "EXPENDITURE" else "mok"
    ItemCrosswalk.objects.create(
        fiscal_year=YEAR,
        side=side,
        item_code=code,
        standard_code=CHAPTERS[chapter] if side == "EXPENDITURE" else "",
        standard_class="" if side == "EXPENDITURE" else "OWN",
    )
    return StatItem.objects.create(
        fiscal_year=YEAR, side=side, code=code, name=f"Capítulo {chapter}", level=level
    )


def _project():  # type: ignore[no-untyped-def]
    from accounting.models import DetailProject, PolicyProject, UnitProject

    policy = PolicyProject.objects.create(fiscal_year=YEAR, code="P1", name="Madrid")
    unit = UnitProject.objects.create(fiscal_year=YEAR, code="U1", name="Madrid", parent=policy)
    return DetailProject.objects.create(fiscal_year=YEAR, code="D1", name="Madrid", parent=unit)


def _by_chapter(rows: Iterable[dict[str, str]], column: str, side: str) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        sums[side, row["Capitulo"]] += cents(row[column])
    return dict(sums)
