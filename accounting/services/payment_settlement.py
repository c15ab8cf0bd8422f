"""What the bank answers on a payment order: lines executed, failed, reissued, bounced (handbook 4.2, 4.6).

E of a budget line moves here and only here: per line at its execution, back when the transfer bounces.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounting.errors.execution import LineAlreadyReissued
from accounting.events import VoucherBounced, VoucherPaid
from accounting.models import (
    Commitment,
    CommitmentRow,
    PaymentOrder,
    PaymentOrderLine,
    PaymentVoucher,
    PaymentVoucherRow,
)
from accounting.permissions import ORDER_SETTLE
from accounting.rules.payment_order_flow import (
    LINE_FAILED,
    PAYMENT_LINE_FLOW,
    PAYMENT_ORDER_FLOW,
    SENT_STATES,
    settlement_verb,
)
from accounting.rules.payment_voucher_flow import PAYMENT_VOUCHER_FLOW
from accounting.services import kernel, recognition
from accounting.services.commitment_ends import close_when_paid
from accounting.services.papers import (
    lock_paper,
    move_paper,
    note,
    number_for,
    reference,
    save_paper,
)
from accounting.services.payment_orders import PREFIX, commitments_of, release_vouchers
from accounting.services.signatures import (
    CASHIER,
    DISBURSING_OFFICER,
    commitment_signatures,
    require_separate,
    signature,
)
from core.access import Actor
from core.errors import InvalidMove, NotFound
from core.locking import lock_rows
from core.reactions import reactions


def execute_lines(
    *,
    order_id: UUID,
    line_ids: Sequence[UUID],
    executed_on: date,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> PaymentOrder:
    """Record that the bank paid these lines: E +gross per budget line, Dr 21101 / Cr bank for the net.

    Locks order → lines → vouchers → commitments → budget lines. The cashier is neither the commitment nor the
    disbursing officer of the order (E-EXE-003).
    """
    with transaction.atomic():
        order = _open_order(order_id, version, actor)
        lines = _move_lines(order, line_ids, "execute")
        for line in lines:
            line.executed_on = executed_on
        PaymentOrderLine.objects.bulk_update(lines, ["state", "executed_on"])
        rows = rows_of(lines)
        _move_paid(order, lines, rows, "payment_executed", executed_on, actor, at, sign=1)
        _settle_order(order)
        note(order, "lines_executed", f"지급 확인: {order.number} {len(lines)}건", actor, at)
    return order


def fail_lines(
    *,
    order_id: UUID,
    failures: Mapping[UUID, str],
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> PaymentOrder:
    """Record that the bank refused these lines (line id → reason); nothing was paid, nothing moves."""
    with transaction.atomic():
        order = _open_order(order_id, version, actor)
        lines = _move_lines(order, list(failures), "fail")
        for line in lines:
            line.failure_reason = failures[line.pk][:200]
        PaymentOrderLine.objects.bulk_update(lines, ["state", "failure_reason"])
        _settle_order(order)
        note(order, "lines_failed", f"지급 반송: {order.number} {len(lines)}건", actor, at)
    return order


def bounce_line(
    *,
    order_id: UUID,
    line_id: UUID,
    bounced_on: date,
    reason: str,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> PaymentOrder:
    """A transfer came back after it was executed: E −x, the payable stands again, the line may be reissued."""
    actor.require(ORDER_SETTLE)
    with transaction.atomic():
        order = lock_paper(PaymentOrder, order_id, version)
        lines = _move_lines(order, [line_id], "bounce")
        for line in lines:
            line.failure_reason = reason[:200]
        PaymentOrderLine.objects.bulk_update(lines, ["state", "failure_reason"])
        _move_paid(order, lines, rows_of(lines), "payment_bounced", bounced_on, actor, at, sign=-1)
        _settle_order(order)
        note(order, "line_bounced", f"지급 반송(이체 후): {order.number}", actor, at)
    return order


def reissue_line(
    *,
    order_id: UUID,
    line_id: UUID,
    pay_on: date,
    actor: Actor,
    at: datetime,
    partner_account_id: UUID | None = None,
) -> PaymentOrder:
    """Put a failed line on a new order, once (E-EXE-022), where wanted to another account of the payee."""
    actor.require(ORDER_SETTLE)
    with transaction.atomic():
        order = lock_paper(PaymentOrder, order_id)
        line = lock_rows(PaymentOrderLine, [line_id]).get(line_id)
        if line is None or line.order_id != order.pk:
            raise NotFound
        rows = rows_of([line])
        is_paid_elsewhere = PaymentOrderLine.objects.filter(reissue_of=line).exists() or not rows
        if line.state == "REISSUED" or (line.state == LINE_FAILED and is_paid_elsewhere):
            raise LineAlreadyReissued(no=f"{order.number}-{line.ordinal}")
        line.state = PAYMENT_LINE_FLOW.next(line.state, "reissue")
        line.save(update_fields=["state"])
        fresh = _reissued(order, line, rows, pay_on, partner_account_id, actor, at)
        note(fresh, "line_reissued", f"지급 재발행: {order.number} → {fresh.number}", actor, at)
    return fresh


def rows_of(lines: Sequence[PaymentOrderLine]) -> list[PaymentVoucherRow]:
    """Voucher rows these lines pay."""
    return list(
        PaymentVoucherRow.objects.filter(order_line__in=lines)
        .select_related("line__stat_item", "partner", "voucher")
        .order_by("pk")
    )


def _open_order(order_id: UUID, version: int | None, actor: Actor) -> PaymentOrder:
    actor.require(ORDER_SETTLE)
    order = lock_paper(PaymentOrder, order_id, version)
    if order.state not in SENT_STATES:
        raise InvalidMove(state=order.get_state_display(), verb="settle")
    signers = [
        *commitment_signatures(commitments_of(order)),
        *signature(order.signed_by_id, DISBURSING_OFFICER),
    ]
    require_separate(signers, actor, CASHIER)
    return order


def _move_lines(order: PaymentOrder, line_ids: Sequence[UUID], verb: str) -> list[PaymentOrderLine]:
    locked = lock_rows(PaymentOrderLine, line_ids)
    if (
        not locked
        or len(locked) != len(set(line_ids))
        or any(x.order_id != order.pk for x in locked.values())
    ):
        raise NotFound
    for line in locked.values():
        line.state = PAYMENT_LINE_FLOW.next(line.state, verb)
    return [locked[pk] for pk in sorted(locked)]


def _move_paid(
    order: PaymentOrder,
    lines: Sequence[PaymentOrderLine],
    rows: Sequence[PaymentVoucherRow],
    event: str,
    on: date,
    actor: Actor,
    at: datetime,
    *,
    sign: int,
) -> None:
    vouchers = lock_rows(PaymentVoucher, [row.voucher_id for row in rows])
    _count_paid(rows, sign)
    by_line: dict[UUID, int] = defaultdict(int)
    for row in rows:
        by_line[row.line_id] += sign * row.amount
        row.paid_on = on if sign > 0 else None
    PaymentVoucherRow.objects.bulk_update(rows, ["paid_on"])
    kernel.apply(
        kernel.Command(
            event=event,
            document=reference(order),
            fiscal_year=order.fiscal_year,
            account_unit=str(order.account_unit_id),
            effective_on=on,
            actor=actor,
            at=at,
            movements=[kernel.Movement(line, "paid", amount) for line, amount in by_line.items()],
            journals=recognition.payment_journals(order, lines, rows, event, is_back=sign < 0),
            intercompany=recognition.intercompany_of_payment(order, rows, sign),
        )
    )
    for _, voucher in sorted(vouchers.items()):
        is_paid = not voucher.rows.filter(paid_on__isnull=True).exists()
        if sign > 0 and is_paid:
            move_paper(voucher, PAYMENT_VOUCHER_FLOW, "pay")
            reactions.publish(VoucherPaid(voucher.pk, voucher.number, at))
        elif sign < 0 and voucher.state == "PAID":
            move_paper(voucher, PAYMENT_VOUCHER_FLOW, "bounce")
            reactions.publish(VoucherBounced(voucher.pk, voucher.number, at))


def _count_paid(rows: Sequence[PaymentVoucherRow], sign: int) -> None:
    """E and V of the commitments; a commitment that is paid in full ends by itself."""
    ids = [row.commitment_row_id for row in rows if row.commitment_row_id]
    owners = CommitmentRow.objects.filter(pk__in=ids).values_list("commitment_id", flat=True)
    commitments = lock_rows(Commitment, owners)
    locked = {row.pk: row for row in CommitmentRow.objects.filter(pk__in=ids).for_change()}
    by_commitment: dict[UUID, int] = defaultdict(int)
    for row in rows:
        target = locked.get(row.commitment_row_id) if row.commitment_row_id else None
        if target is None:
            continue
        target.paid += sign * row.amount
        target.in_process -= sign * row.amount
        by_commitment[target.commitment_id] += sign * row.amount
    CommitmentRow.objects.bulk_update(locked.values(), ["paid", "in_process"])
    for pk, amount in sorted(by_commitment.items()):
        commitment = commitments[pk]
        save_paper(commitment, paid_amount=commitment.paid_amount + amount)
        if sign > 0:
            close_when_paid(commitment)
        elif commitment.state == "CLOSED":
            save_paper(commitment, state="CHANGED")


def _settle_order(order: PaymentOrder) -> None:
    states = list(order.lines.values_list("state", flat=True))
    verb = settlement_verb(states)
    if PAYMENT_ORDER_FLOW.may(order.state, verb):
        move_paper(order, PAYMENT_ORDER_FLOW, verb)
    if verb == "fail":
        release_vouchers(order)


def _reissued(
    order: PaymentOrder,
    line: PaymentOrderLine,
    rows: Sequence[PaymentVoucherRow],
    pay_on: date,
    partner_account_id: UUID | None,
    actor: Actor,
    at: datetime,
) -> PaymentOrder:
    """A new order with this one line; it is signed and sent like any other."""
    vouchers = lock_rows(PaymentVoucher, [row.voucher_id for row in rows])
    fresh = PaymentOrder.objects.create(
        fiscal_year=order.fiscal_year,
        account_unit_id=order.account_unit_id,
        department_id=order.department_id,
        title=f"{order.title} (재발행)",
        document_date=pay_on,
        pay_on=pay_on,
        bank_account_id=order.bank_account_id,
        extended_reason=order.extended_reason,
        gross_amount=line.gross_amount,
        withheld_amount=line.withheld_amount + line.netted_amount,
        net_amount=line.net_amount,
        drafted_by_id=actor.user_id,
        drafted_at=at,
    )
    new_line = PaymentOrderLine.objects.create(
        order=fresh,
        ordinal=1,
        partner_id=line.partner_id,
        partner_account_id=partner_account_id or line.partner_account_id,
        gross_amount=line.gross_amount,
        withheld_amount=line.withheld_amount,
        netted_amount=line.netted_amount,
        net_amount=line.net_amount,
        reissue_of=line,
    )
    PaymentVoucherRow.objects.filter(pk__in=[row.pk for row in rows]).update(order_line=new_line)
    for _, voucher in sorted(vouchers.items()):
        if PAYMENT_VOUCHER_FLOW.may(voucher.state, "order"):
            move_paper(voucher, PAYMENT_VOUCHER_FLOW, "order")
    save_paper(fresh, number=number_for(fresh, PREFIX))
    return fresh
