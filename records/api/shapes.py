"""What the addresses of records take and give."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import ListField

from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FiscalYearField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    TextField,
    WholeNumberField,
)
from core.api.serializers import Input, Output
from records.choices import (
    ActingMark,
    Direction,
    Disclosure,
    FileState,
    Numbering,
    StepState,
    YearStepCode,
)

MAX_NUMBER = 2**31 - 1


def ground_field(**kwargs: Any) -> ListField:
    """Grounds 1 to 8 of 정보공개법 제9조제1항."""
    return ListField(child=WholeNumberField(minimum=1, maximum=8), max_length=8, **kwargs)


def keyword_field(**kwargs: Any) -> ListField:
    """Up to ten keywords."""
    return ListField(child=LineField(max_length=40), max_length=10, **kwargs)


class PaperIn(Input):
    """A received letter or a paper document."""

    direction = ChoiceTextField(choices=Direction.choices)
    department_id = IdField(help_text=_("처리과"))
    title = LineField(max_length=200, help_text=_("제목"))
    abstract = TextField(max_length=2000, required=False, allow_blank=True, help_text=_("문서요지"))
    keywords = keyword_field(required=False, help_text=_("키워드"))
    disclosure = ChoiceTextField(choices=Disclosure.choices)
    grounds = ground_field(required=False, help_text=_("비공개 근거"))
    title_hidden = FlagField(required=False, help_text=_("목록에서 제목 숨김"))
    record_file_id = IdField(help_text=_("기록물철"))
    sender = LineField(max_length=100, required=False, allow_blank=True, help_text=_("발신"))
    sender_number = LineField(max_length=90, required=False, allow_blank=True, help_text=_("발신 문서번호"))
    receivers = TextField(max_length=2000, required=False, allow_blank=True, help_text=_("수신"))
    attachment_count = WholeNumberField(minimum=0, maximum=999, required=False, help_text=_("첨부 수"))


class CorrectionIn(Input):
    """Registration data to put right; what is left out stays."""

    reason = LineField(max_length=300, allow_blank=True, help_text=_("사유"))
    title = LineField(max_length=200, required=False, help_text=_("제목"))
    abstract = TextField(max_length=2000, required=False, allow_blank=True, help_text=_("문서요지"))
    keywords = keyword_field(required=False, help_text=_("키워드"))
    disclosure = ChoiceTextField(choices=Disclosure.choices, required=False)
    grounds = ground_field(required=False, help_text=_("비공개 근거"))
    title_hidden = FlagField(required=False, help_text=_("목록에서 제목 숨김"))
    record_file_id = IdField(required=False, help_text=_("기록물철"))


class EntryOut(Output):
    """A line of the register with its present data; hidden titles as the asker may see them."""

    id = IdField()
    direction = ChoiceTextField(choices=Direction.choices)
    number = WholeNumberField(minimum=1, maximum=MAX_NUMBER)
    number_text = LineField(max_length=90)
    special_text = LineField(max_length=30, allow_blank=True)
    year = FiscalYearField()
    department_id = IdField()
    department_code = CodeField(max_length=20)
    department_name = LineField(max_length=60)
    title = LineField(max_length=200, source="shown_title")
    produced_at = MomentField()
    drafter_name = LineField(max_length=100, allow_blank=True)
    approver_name = LineField(max_length=100, allow_blank=True)
    acting_mark = ChoiceTextField(choices=ActingMark.choices)
    sender = LineField(max_length=100, allow_blank=True)
    sender_number = LineField(max_length=90, allow_blank=True)
    disclosure = ChoiceTextField(choices=Disclosure.choices, source="now_disclosure")
    grounds = ListField(child=WholeNumberField(minimum=1, maximum=8), source="now_grounds")
    title_hidden = FlagField(source="now_hidden")
    record_file_id = IdField(source="now_file_id")
    retention_code = CodeField(max_length=20)
    attachment_count = WholeNumberField(minimum=0, maximum=32767)
    is_corrected = FlagField()


class CorrectionOut(Output):
    """A correction: what, why, confirmed by whom and when."""

    ordinal = WholeNumberField(minimum=1, maximum=32767)
    fields_changed = ListField(child=LineField(max_length=40), source="content")
    reason = LineField(max_length=300)
    confirmer = LineField(max_length=100, source="confirmer_name")
    corrected_at = MomentField()


class CorrectionsOut(Output):
    """All corrections of a line."""

    items = CorrectionOut(many=True)


class FileIn(Input):
    """A record file to open."""

    unit_task_id = IdField(help_text=_("단위과제"))
    department_id = IdField(help_text=_("처리과"))
    title = LineField(max_length=100, help_text=_("기록물철"))
    opened_on = DayField(help_text=_("시작일"))


class CompletionIn(Input):
    """When the work of the file was completed."""

    completed_on = DayField(help_text=_("종결일"))


class FileOut(Output):
    """A record file with the dates that follow from its completion."""

    has_version = True

    id = IdField(source="file_id")
    code = CodeField(max_length=60)
    title = LineField(max_length=100)
    department_id = IdField()
    unit_task_id = IdField()
    unit_task_code = CodeField(max_length=20)
    year = FiscalYearField()
    volume = WholeNumberField(minimum=1, maximum=32767)
    retention_code = CodeField(max_length=20)
    state = ChoiceTextField(choices=FileState.choices)
    opened_on = DayField()
    completed_on = DayField(allow_null=True)
    retention_start_on = DayField(allow_null=True, source="dates.start_on", default=None)
    retention_over_on = DayField(allow_null=True, source="dates.over_on", default=None)
    transfer_due_on = DayField(allow_null=True, source="dates.transfer_due_on", default=None)
    appraisal_from = DayField(allow_null=True, source="dates.appraisal_from", default=None)
    version = WholeNumberField(minimum=1, maximum=MAX_NUMBER)


class FileItemOut(Output):
    """A record file of a list."""

    id = IdField()
    unit_task_id = IdField()
    department_id = IdField()
    title = LineField(max_length=100)
    year = FiscalYearField()
    serial = WholeNumberField(minimum=1, maximum=MAX_NUMBER)
    volume = WholeNumberField(minimum=1, maximum=32767)
    retention_code = CodeField(max_length=20, source="retention_id")
    state = ChoiceTextField(choices=FileState.choices)
    opened_on = DayField()
    completed_on = DayField(allow_null=True)
    entry_count = WholeNumberField(minimum=0, maximum=MAX_NUMBER)
    version = WholeNumberField(minimum=1, maximum=MAX_NUMBER)


class FilingQuery(Input):
    """Whose open files, and what their title contains."""

    department = IdField(help_text=_("처리과"))
    q = LineField(max_length=100, required=False, help_text=_("기록물철"))


class FilingOut(Output):
    """An open file with the defaults of its unit task."""

    id = IdField(source="file_id")
    code = CodeField(max_length=60)
    title = LineField(max_length=100)
    unit_task = LineField(max_length=60)
    retention = LineField(max_length=20)
    default_disclosure = ChoiceTextField(choices=Disclosure.choices)
    default_grounds = ListField(child=WholeNumberField(minimum=1, maximum=8))


class FilingsOut(Output):
    """Files a document may be filed into."""

    items = FilingOut(many=True)


class UnitTaskIn(Input):
    """What a unit task says from a day on."""

    name = LineField(max_length=60, help_text=_("단위과제"))
    outline = LineField(max_length=300, required=False, allow_blank=True, help_text=_("업무 설명"))
    department_id = IdField(required=False, allow_null=True, help_text=_("처리과"))
    retention_code = CodeField(max_length=20, help_text=_("보존기간"))
    retention_reason = LineField(
        max_length=200, required=False, allow_blank=True, help_text=_("보존기간 책정 사유")
    )
    default_disclosure = ChoiceTextField(choices=Disclosure.choices)
    default_grounds = ground_field(required=False, help_text=_("비공개 근거"))
    from_on = DayField(help_text=_("시작일"))


class NewUnitTaskIn(UnitTaskIn):
    """A unit task to add."""

    code = CodeField(max_length=20, help_text=_("단위과제 코드"))


class EndIn(Input):
    """The day from which something no longer holds."""

    on = DayField(help_text=_("종료일"))


class OnQuery(Input):
    """The day asked about; today when left out."""

    on = DayField(required=False, help_text=_("기준일"))


class UnitTaskOut(Output):
    """A unit task on a day."""

    has_version = True

    id = IdField(source="unit_task_id")
    code = CodeField(max_length=20)
    name = LineField(max_length=60)
    outline = LineField(max_length=300, allow_blank=True)
    department_id = IdField(allow_null=True)
    retention_code = CodeField(max_length=20)
    default_disclosure = ChoiceTextField(choices=Disclosure.choices)
    default_grounds = ListField(child=WholeNumberField(minimum=1, maximum=8))
    from_on = DayField()
    until_on = DayField(allow_null=True)
    version = WholeNumberField(minimum=1, maximum=MAX_NUMBER)


class UnitTasksOut(Output):
    """All unit tasks of a day."""

    items = UnitTaskOut(many=True)


class RetentionOut(Output):
    """A retention period; without years it has no fixed end."""

    code = CodeField(max_length=20)
    name = LineField(max_length=20)
    years = WholeNumberField(minimum=1, maximum=100, allow_null=True)
    criterion = LineField(max_length=400)


class GroundOut(Output):
    """A ground for not disclosing."""

    number = WholeNumberField(minimum=1, maximum=8)
    code = CodeField(max_length=30)
    name = LineField(max_length=120)
    entry_rule = LineField(max_length=400)
    review_rule = LineField(max_length=300)


class PolicyOut(Output):
    """How numbers are given from a year on."""

    from_year = FiscalYearField()
    numbering = ChoiceTextField(choices=Numbering.choices)
    system_code = LineField(max_length=10)
    basis_text = LineField(max_length=200, allow_blank=True)


class PolicyIn(Input):
    """The rule of numbering from a year on."""

    from_year = FiscalYearField(help_text=_("적용 연도"))
    numbering = ChoiceTextField(choices=Numbering.choices)
    system_code = LineField(max_length=10, help_text=_("시스템 구분"))
    basis_text = LineField(max_length=200, required=False, allow_blank=True, help_text=_("근거"))


class StandardsOut(Output):
    """Code tables of records and the rules of numbering."""

    retention_periods = RetentionOut(many=True)
    disclosure_grounds = GroundOut(many=True)
    numbering = PolicyOut(many=True)


class YearQuery(Input):
    """A records year."""

    year = FiscalYearField(help_text=_("연도"))


class MonthQuery(Input):
    """A month as a number, 202611."""

    period = WholeNumberField(minimum=199001, maximum=299912, help_text=_("연월(YYYYMM)"))


class InformationOut(Output):
    """A record as the public list names it."""

    number = LineField(max_length=90)
    title = LineField(max_length=200)
    year = FiscalYearField()
    produced_on = DayField()
    direction = LineField(max_length=10)
    department = LineField(max_length=60)
    person = LineField(max_length=100)
    retention = LineField(max_length=20)
    disclosure = LineField(max_length=30)
    unit_task = CodeField(max_length=20)


class InformationListOut(Output):
    """The public list of a month."""

    items = InformationOut(many=True)


class SeriesOut(Output):
    """One series of a year."""

    department_code = CodeField(max_length=20)
    department = LineField(max_length=60)
    kind = CodeField(max_length=12)
    produced = WholeNumberField(minimum=0, maximum=MAX_NUMBER)
    received = WholeNumberField(minimum=0, maximum=MAX_NUMBER)
    first = WholeNumberField(minimum=0, maximum=MAX_NUMBER)
    last = WholeNumberField(minimum=0, maximum=MAX_NUMBER)
    missing = ListField(child=WholeNumberField(minimum=1, maximum=MAX_NUMBER))


class ReportOut(Output):
    """The production report of a year."""

    year = FiscalYearField()
    produced = WholeNumberField(minimum=0, maximum=MAX_NUMBER)
    received = WholeNumberField(minimum=0, maximum=MAX_NUMBER)
    missing = WholeNumberField(minimum=0, maximum=MAX_NUMBER)
    files_opened = WholeNumberField(minimum=0, maximum=MAX_NUMBER, source="files.opened")
    files_completed = WholeNumberField(minimum=0, maximum=MAX_NUMBER, source="files.completed")
    series = SeriesOut(many=True)


class DutyOut(Output):
    """A duty of the records year as it stands today."""

    step = ChoiceTextField(choices=YearStepCode.choices)
    from_on = DayField()
    due_on = DayField()
    basis = LineField(max_length=200)
    state = ChoiceTextField(choices=StepState.choices)
    done_on = DayField(allow_null=True)
    done_by = LineField(max_length=100, allow_blank=True)
    note = LineField(max_length=200, allow_blank=True)


class CalendarOut(Output):
    """Duties concerning the records of a year."""

    items = DutyOut(many=True)


class StepIn(Input):
    """A duty that was done."""

    year = FiscalYearField(help_text=_("연도"))
    step = ChoiceTextField(choices=YearStepCode.choices)
    note = LineField(max_length=200, required=False, allow_blank=True, help_text=_("설명"))


class SeparateAttachmentIn(Input):
    """Something kept apart from its document."""

    title = LineField(max_length=200, help_text=_("이름"))
    form = LineField(max_length=60, help_text=_("형태. 예: 도면, CD, 견본"))
    quantity = LineField(max_length=40, help_text=_("수량. 예: 2매"))
    kept_in = LineField(max_length=100, help_text=_("보관 장소"))


class SeparateAttachmentOut(Output):
    """Something kept apart, with its number."""

    id = IdField()
    entry_id = IdField()
    serial = WholeNumberField(minimum=1, maximum=32_767)
    number_text = LineField(max_length=100)
    title = LineField(max_length=200)
    form = LineField(max_length=60)
    quantity = LineField(max_length=40)
    kept_in = LineField(max_length=100)
    registered_by_name = LineField(max_length=100)
    registered_at = MomentField()


class SeparateAttachmentsOut(Output):
    """All that is kept apart from one document."""

    items = SeparateAttachmentOut(many=True)
