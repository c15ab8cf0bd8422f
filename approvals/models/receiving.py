"""Documents that arrived: the letter as it came, its files, its way through the house, who read it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.choices import CirculationPurpose, Disclosure, ReceivedState
from approvals.models.base import hash_column, one_of, person_key
from core.errors import DomainError
from core.models import TenantModel


class ReceivedDocument(TenantModel):
    """A letter that arrived, whole and as it was sent, with its own state here.

    `sender_schema` and `transport_id` name the sender's transport by value only: the same letter is taken in
    once. `sent` is everything the sender said of it (letter.json of the package), `letter_hash` its hash. A
    letter from outside the platform has no `sender_schema`: a clerk entered it with its scan.
    Disclosure and filing of this side are decided at the registration.
    """

    sender_schema = models.CharField(max_length=63)
    transport_id = models.UUIDField()
    sender_name = models.CharField(_("보낸 기관"), max_length=100)
    sender_department = models.CharField(_("보낸 부서"), max_length=100, blank=True, default="")
    sender_number = models.CharField(_("생산등록번호"), max_length=90)
    sent_on = models.DateField(_("시행일"))
    receiver_name = models.CharField(_("수신"), max_length=200)
    title = models.CharField(_("제목"), max_length=200)
    is_sender_closed = models.BooleanField(_("보낸 곳 비공개"), default=False)
    sent = models.JSONField(_("보낸 내용"), default=dict)
    letter_hash = hash_column()
    print_sha256 = hash_column()
    print_stored_as = models.CharField(max_length=200)
    arrived_at = models.DateTimeField(_("도착일시"))
    state = models.CharField(
        _("상태"), max_length=12, choices=ReceivedState.choices, default=ReceivedState.ARRIVED
    )
    version = models.PositiveIntegerField(_("판"), default=1)
    department = models.ForeignKey(
        "organization.Department",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("처리과"),
    )
    distributed_at = models.DateTimeField(_("배부일시"), null=True)
    registered_at = models.DateTimeField(_("접수일시"), null=True)
    registered_by_name = models.CharField(_("접수자"), max_length=100, blank=True, default="")
    number_text = models.CharField(_("접수등록번호"), max_length=90, blank=True, default="")
    entry_id = models.UUIDField(null=True)
    record_file = models.ForeignKey(
        "records.RecordFile", on_delete=models.PROTECT, null=True, related_name="+"
    )
    disclosure = models.CharField(
        _("공개구분"), max_length=8, choices=Disclosure.choices, blank=True, default=""
    )
    handler = person_key(null=True, verbose_name=_("담당자"))
    due_on = models.DateField(_("처리 기한"), null=True)
    method = models.CharField(_("처리 방법"), max_length=400, blank=True, default="")
    reply = models.ForeignKey(
        "approvals.OfficialDocument", on_delete=models.PROTECT, null=True, related_name="answers"
    )
    done_at = models.DateTimeField(_("처리일시"), null=True)
    reason = models.CharField(_("사유"), max_length=500, blank=True, default="")

    class Meta:
        ordering = ["-arrived_at"]
        constraints = [
            models.UniqueConstraint(fields=["sender_schema", "transport_id"], name="received_once"),
            models.UniqueConstraint(
                fields=["sender_name", "sender_number", "sent_on"],
                condition=Q(sender_schema="") & ~Q(sender_number="") & ~Q(state="SENT_BACK"),
                name="received_by_hand_once",
            ),
            one_of("received_state_known", "state", ReceivedState),
            models.CheckConstraint(
                condition=Q(
                    state__in=["REGISTERED", "ASSIGNED", "CIRCULATING", "DONE"], entry_id__isnull=False
                )
                | (
                    ~Q(state__in=["REGISTERED", "ASSIGNED", "CIRCULATING", "DONE"]) & Q(entry_id__isnull=True)
                ),
                name="received_is_numbered",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ARRIVED", "REDISTRIBUTE", "SENT_BACK", "FORWARDED"])
                | Q(department__isnull=False),
                name="received_has_a_department",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-arrived_at"], name="received_by_state"),
            models.Index(fields=["department", "state", "-arrived_at"], name="received_of_department"),
        ]

    hints: Sequence[DomainError] = ()

    def __str__(self) -> str:
        return self.title

    @property
    def is_by_hand(self) -> bool:
        """Entered by a clerk here: there is nobody on the platform to answer to."""
        return not self.sender_schema


class ReceivedFile(TenantModel):
    """A file that came with a letter. Insert-only."""

    received = models.ForeignKey(ReceivedDocument, on_delete=models.PROTECT, related_name="files")
    ordinal = models.PositiveSmallIntegerField(_("순서"))
    name = models.CharField(_("파일 이름"), max_length=200)
    media_type = models.CharField(_("형식"), max_length=100)
    size = models.BigIntegerField(_("크기"))
    sha256 = hash_column()
    stored_as = models.CharField(max_length=200)
    text = models.TextField(_("본문"), blank=True, default="")

    class Meta:
        ordering = ["received", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["received", "ordinal"], name="received_file_ordinal_once")
        ]


class ReceivedMove(TenantModel):
    """One step of a received document through the house: who did what, between which departments. Insert-only."""

    received = models.ForeignKey(ReceivedDocument, on_delete=models.PROTECT, related_name="moves")
    verb = models.CharField(_("처리"), max_length=20)
    from_department = models.CharField(_("보낸 부서"), max_length=60, blank=True, default="")
    to_department = models.CharField(_("받은 부서"), max_length=60, blank=True, default="")
    person = person_key(null=True)
    person_name = models.CharField(_("처리자"), max_length=100)
    text = models.CharField(_("내용"), max_length=500, blank=True, default="")
    moved_at = models.DateTimeField(_("일시"))

    class Meta:
        ordering = ["received", "id"]


class Circulation(TenantModel):
    """A person a received document is shown to (공람); the reading is written down by itself (영 제18조제4항).

    `is_decider`: the person may set deadline, method and another handler (제5항).
    """

    received = models.ForeignKey(ReceivedDocument, on_delete=models.PROTECT, related_name="circulations")
    person = person_key(verbose_name=_("공람자"))
    person_name = models.CharField(_("공람자"), max_length=100)
    asked_by_name = models.CharField(_("지정자"), max_length=100)
    purpose = models.CharField(
        _("공람 사유"), max_length=12, choices=CirculationPurpose.choices, blank=True, default=""
    )
    is_decider = models.BooleanField(_("공람 결재자"), default=False)
    asked_at = models.DateTimeField(_("지정일시"))
    read_at = models.DateTimeField(_("열람일시"), null=True)

    class Meta:
        ordering = ["received", "asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["received", "person"], name="circulation_once"),
            models.CheckConstraint(
                condition=models.Q(purpose="")
                | models.Q(purpose__in=["INSTRUCTION", "PETITION", "COOPERATION", "PRE_STUDY", "STAFF"]),
                name="circulation_purpose_fit",
            ),
        ]
