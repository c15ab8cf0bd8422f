"""Payment orders (지급명령): made from approved vouchers, signed in an official document, sent. 지방회계법 제32조·제33조, 훈령 제39조.

Amounts are fixed when the order is made; a wrong order is cancelled and made again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from accounting.choices import FundingKind, OrderLineState
from accounting.errors.execution import InspectionMissing, MixedYears, NothingToPay
from accounting.models import (
    BankAccount,
    BudgetLine,
    FundingSource,
    PaymentOrder,
    PaymentOrderLine,
    PaymentVoucher,
    PaymentVoucherRow,
    RevenueLine,
)
from accounting.permissions import ORDER_CREATE, ORDER_SIGN
from accounting.queries.policy import policy_of
from accounting.rules.payment_gates import FundingFacts, order_gates, payee_gates
from accounting.rules.payment_order_flow import LINE_EXECUTED, LINE_PENDING, PAYMENT_ORDER_FLOW
from accounting.rules.payment_voucher_flow import PAYMENT_VOUCHER_FLOW
from accounting.rules.refusals import raise_failures
from accounting.services.paper_documents import PaperText, hand_in, recall_paper, take_over
from accounting.services.paper_text import amount_fact, body_of, day_fact
from accounting.services.papers import (
    lock_paper,
    move_paper,
    note,
    number_for,
    refuse_long_text,
    require_drafter,
    require_open_year,
    save_paper,
)
from accounting.services.signatures import Signature, commitment_signatures
from accounting.services.voucher_gates import is_inspected, payee_facts, year_end
from core.access import Actor
from core.errors import DomainError, NotFound
from core.locking import lock_rows

PREFIX = "PO"
SUBJECT = "payment_order"
GRANT_ACCOUNT = "11103"
OWN_MONEY = frozenset({FundingKind.OWN, FundingKind.DONATION, FundingKind.CARRY})
LIVE_LINES = (LINE_PENDING, LINE_EXECUTED)


@dataclass(frozen=True)
class OrderInput:
    """An order as typed: which vouchers, from which account, on which day."""

    voucher_ids: Sequence[UUID]
    bank_account_id: UUID
    pay_on: date
    title: str = ""


def create_payment_order(*, given: OrderInput, actor: Actor, at: datetime) -> PaymentOrder:
    """Make one order with one line per payee account.

    Locks the vouchers in key order, then the counter. Evaluates the gates of 시행령 제33조 and returns all
    failures together (E-EXE-004, 006, 007, 019, 020, E-TAX-002).
    """
    actor.require(ORDER_CREATE)
    with transaction.atomic():
        vouchers = _locked_vouchers(given.voucher_ids)
        rows = _open_rows(vouchers)
        bank = BankAccount.objects.filter(pk=given.bank_account_id, is_active=True).first()
        if bank is None:
            raise NotFound
        head = vouchers[0]
        require_open_year(head.fiscal_year)
        reason = next((voucher.extended_reason for voucher in vouchers if voucher.extended_reason), "")
        raise_failures(_failures(rows, bank, given.pay_on, head.fiscal_year, reason), {})
        order = PaymentOrder.objects.create(
            fiscal_year=head.fiscal_year,
            account_unit_id=head.account_unit_id,
            department_id=head.department_id,
            title=given.title.strip()
            or f"{head.title}" + (f" 외 {len(vouchers) - 1}건" if vouchers[1:] else ""),
            document_date=given.pay_on,
            pay_on=given.pay_on,
            bank_account=bank,
            extended_reason=reason,
            drafted_by_id=actor.user_id,
            drafted_at=at,
        )
        _write_lines(order, rows)
        for voucher in vouchers:
            move_paper(voucher, PAYMENT_VOUCHER_FLOW, "order")
        order.number = number_for(order, PREFIX)
        order.save()
        note(order, "order_created", f"지급명령 작성: {order.number} {order.net_amount:,}원", actor, at)
    return order


def submit_payment_order(
    *,
    order_id: UUID,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    acknowledged: Mapping[str, str] | None = None,
) -> PaymentOrder:
    """Hand the order in: its official document goes to the disbursing officer, who signs with a fresh proof.

    Locks document → order. Refuses who did not make the order, a stale version, any other state, a line that
    cannot be built (E-APR-001 …).
    """
    actor.require(ORDER_CREATE)

    def prepare() -> PaperText:
        order = lock_paper(PaymentOrder, order_id, version)
        PAYMENT_ORDER_FLOW.next(order.state, "submit")
        take_over(order, actor)
        return _text_of(order)

    with transaction.atomic():
        hand_in(
            subject=SUBJECT,
            paper_id=order_id,
            prepare=prepare,
            actor=actor,
            at=at,
            acknowledged=acknowledged,
        )
        return PaymentOrder.objects.get(pk=order_id)


def create_and_submit(*, given: OrderInput, actor: Actor, at: datetime) -> PaymentOrder:
    """Make an order and hand it in, both or nothing."""
    with transaction.atomic():
        made = create_payment_order(given=given, actor=actor, at=at)
        return submit_payment_order(order_id=made.pk, actor=actor, at=at)


def recall_payment_order(
    *, order_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> PaymentOrder:
    """Take an order back that nobody has signed yet (its maker, with a reason)."""
    actor.require(ORDER_CREATE)
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=PaymentOrder,
            paper_id=order_id,
            version=version,
            reason=text,
            actor=actor,
            at=at,
        )
        return PaymentOrder.objects.get(pk=order_id)


def check_submission(order: PaymentOrder) -> None:
    """What must hold when the order is handed in: its year is being executed."""
    require_open_year(order.fiscal_year)


def take_in(order: PaymentOrder, actor: Actor, at: datetime, reasons: Mapping[str, str]) -> None:
    """The order goes into approval."""
    require_drafter(order, actor)
    move_paper(order, PAYMENT_ORDER_FLOW, "submit", submitted_at=at, decision_text="")
    note(order, "order_submitted", f"지급명령 상신: {order.number} {order.title}", actor, at)


def earlier_signatures(order_id: UUID) -> list[Signature]:
    """Who signed the commitments the order pays as commitment officer."""
    return commitment_signatures(_commitments_of(order_id))


def complete_approval(order: PaymentOrder, actor: Actor, at: datetime) -> None:
    """The disbursing officer's signature (발행): never its maker (INV-8), never a commitment officer of its rows.

    Both are asked of the person who signs, whoever that is; the person stands in `signed_by`.
    """
    move_paper(
        order,
        PAYMENT_ORDER_FLOW,
        "sign",
        signed_by_id=order.signed_by_id,
        signed_at=at,
        approved_by_id=actor.user_id,
        approved_at=at,
    )


def give_back(order: PaymentOrder, verb: str, actor: Actor, at: datetime, text: str = "") -> None:
    """Leave the approval without a signature; a rejected order lets its vouchers go."""
    if verb == "reject":
        _let_go(order)
    move_paper(order, PAYMENT_ORDER_FLOW, verb, decision_text=text)


def send_payment_order(
    *, order_id: UUID, actor: Actor, at: datetime, version: int | None = None
) -> PaymentOrder:
    """Hand the signed order to the bank; from here the bank's answers are recorded line by line."""
    actor.require(ORDER_SIGN)
    with transaction.atomic():
        order = lock_paper(PaymentOrder, order_id, version)
        move_paper(order, PAYMENT_ORDER_FLOW, "send", sent_at=at)
        note(order, "order_sent", f"지급명령 전송: {order.number}", actor, at)
    return order


def cancel_payment_order(
    *, order_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> PaymentOrder:
    """Cancel an order that is not sent; its vouchers stand APPROVED again and may be ordered anew."""
    actor.require(ORDER_CREATE)
    with transaction.atomic():
        order = lock_paper(PaymentOrder, order_id, version)
        next_state = PAYMENT_ORDER_FLOW.next(order.state, "cancel")
        refuse_long_text(text)
        _let_go(order)
        save_paper(order, state=next_state, decision_text=text)
        note(order, "order_cancelled", f"지급명령 취소: {order.number}", actor, at)
    return order


def _let_go(order: PaymentOrder) -> None:
    order.lines.update(state=OrderLineState.CANCELLED)
    release_vouchers(order)


def release_vouchers(order: PaymentOrder) -> None:
    """Vouchers of an order that is cancelled or failed as a whole go back to APPROVED."""
    ids = (
        PaymentVoucherRow.objects.filter(order_line__order=order)
        .values_list("voucher_id", flat=True)
        .distinct()
    )
    for _, voucher in sorted(lock_rows(PaymentVoucher, ids).items()):
        is_held = voucher.rows.filter(order_line__state__in=LIVE_LINES).exists()
        if voucher.state == "ORDERED" and not is_held:
            move_paper(voucher, PAYMENT_VOUCHER_FLOW, "unorder")


def commitments_of(order: PaymentOrder) -> set[UUID]:
    """Commitments whose rows the order pays."""
    return _commitments_of(order.pk)


def _commitments_of(order_id: UUID) -> set[UUID]:
    found = PaymentVoucherRow.objects.filter(order_line__order_id=order_id, commitment_row__isnull=False)
    return set(found.values_list("commitment_row__commitment_id", flat=True))


def _text_of(order: PaymentOrder) -> PaperText:
    lines = order.lines.select_related("partner", "partner_account").order_by("ordinal")
    facts = [
        ("내용", order.title),
        day_fact("지급일", order.pay_on),
        ("출금계좌", order.bank_account.name),
        ("공제액", f"{order.withheld_amount:,}원" if order.withheld_amount else ""),
        amount_fact("실지급액", order.net_amount),
    ]
    table = [
        (
            line.partner.name,
            f"****{line.partner_account.account_last4}" if line.partner_account else "",
            line.gross_amount,
            line.withheld_amount + line.netted_amount,
            line.net_amount,
        )
        for line in lines
    ]
    heads = ("채권자", "계좌", "총액(원)", "공제(원)", "실지급액(원)")
    return PaperText(order, order.gross_amount, body_of([fact for fact in facts if fact[1]], heads, table))


def _locked_vouchers(voucher_ids: Sequence[UUID]) -> list[PaymentVoucher]:
    locked = lock_rows(PaymentVoucher, voucher_ids)
    if not locked:
        raise NothingToPay
    if len(locked) != len(set(voucher_ids)):
        raise NotFound
    vouchers = [locked[pk] for pk in sorted(locked)]
    for voucher in vouchers:
        PAYMENT_VOUCHER_FLOW.next(voucher.state, "order")
    if len({(voucher.fiscal_year, voucher.account_unit_id) for voucher in vouchers}) > 1:
        raise MixedYears
    return vouchers


def _open_rows(vouchers: Sequence[PaymentVoucher]) -> list[PaymentVoucherRow]:
    """Rows that no living order line pays."""
    rows = list(
        PaymentVoucherRow.objects.filter(voucher__in=vouchers)
        .exclude(order_line__state__in=LIVE_LINES)
        .select_related(
            "line__stat_item",
            "partner",
            "partner_account",
            "commitment_row__commitment",
            "inspection_row__inspection",
            "voucher",
        )
        .order_by("voucher_id", "ordinal")
    )
    if not rows:
        raise NothingToPay
    return rows


def _failures(
    rows: Sequence[PaymentVoucherRow], bank: BankAccount, pay_on: date, fiscal_year: int, reason: str
) -> list[DomainError]:
    policy = policy_of(fiscal_year)
    found: list[DomainError] = []
    for row in rows:
        payee = payee_facts(row)
        if payee is not None:
            found.extend(payee_gates(payee, row.withholding_rule))
        if not is_inspected(row, policy):
            found.append(InspectionMissing(row=row.ordinal, voucher=row.voucher.number))
    funding = _funding_facts(rows, bank, fiscal_year, may_precede=policy.pay_before_receipt)
    window = year_end(fiscal_year, pay_on, policy, reason)
    requested = sum(row.amount for row in rows)
    return [*found, *order_gates(funding=funding, cash=None, year_end=window, requested=requested)]


def _funding_facts(
    rows: Sequence[PaymentVoucherRow], bank: BankAccount, fiscal_year: int, *, may_precede: bool
) -> list[FundingFacts]:
    requested: dict[str, int] = defaultdict(int)
    for row in rows:
        requested[row.line.funding_source_id] += row.amount
    facts = []
    for source in FundingSource.objects.filter(code__in=requested).order_by("code"):
        lines = {"fiscal_year": fiscal_year, "funding_source_id": source.code}
        revenue = RevenueLine.objects.filter(**lines).aggregate(Sum("received"), Sum("refunded"))
        paid = BudgetLine.objects.filter(**lines).aggregate(Sum("paid"))["paid__sum"] or 0
        facts.append(
            FundingFacts(
                received=(revenue["received__sum"] or 0) - (revenue["refunded__sum"] or 0),
                paid=paid,
                requested=requested[source.code],
                is_grant=source.kind not in OWN_MONEY,
                account_is_dedicated=_is_dedicated(bank, source),
                may_precede_receipt=may_precede,
            )
        )
    return facts


def _is_dedicated(bank: BankAccount, source: FundingSource) -> bool:
    """A dedicated account: on the grant account of the chart, for this source or for grants at large."""
    return bank.account_code == GRANT_ACCOUNT and bank.funding_source_id in (None, source.code)


def _write_lines(order: PaymentOrder, rows: Sequence[PaymentVoucherRow]) -> None:
    groups: dict[tuple[UUID, UUID | None], list[PaymentVoucherRow]] = defaultdict(list)
    for row in rows:
        groups[row.partner_id, row.partner_account_id].append(row)
    for ordinal, ((partner_id, account_id), members) in enumerate(groups.items(), start=1):
        gross = sum(row.amount for row in members)
        withheld = sum(row.withheld_amount for row in members)
        line = PaymentOrderLine.objects.create(
            order=order,
            ordinal=ordinal,
            partner_id=partner_id,
            partner_account_id=account_id,
            gross_amount=gross,
            withheld_amount=withheld,
            net_amount=gross - withheld,
        )
        for row in members:
            row.order_line = line
        PaymentVoucherRow.objects.bulk_update(members, ["order_line"])
        order.gross_amount += gross
        order.withheld_amount += withheld
        order.net_amount += gross - withheld
