"""Refusals of hr. Codes with E- have their texts in the catalogue."""

from core.errors import DomainError


class RuleChangeUnseen(DomainError):
    """A rule is changed after its preview; the preview shown is not the one of now."""

    code = "RULE_CHANGE_UNSEEN"
    text = "미리보기를 먼저 확인하십시오. 확인한 뒤 영향받는 대상이 {touched}건으로 바뀌었습니다."


class RuleUnchanged(DomainError):
    """The new row says what the old one says."""

    code = "RULE_UNCHANGED"
    text = "지금 기준과 다른 점이 없습니다. ({key})"


class RuleLaterRow(DomainError):
    """A row that begins later stands in the way."""

    code = "RULE_LATER_ROW"
    text = "{on}부터 시행하는 다른 기준이 등록되어 있습니다. ({key})"


class RuleRecomputed(DomainError):
    """The change was recomputed before."""

    code = "RULE_RECOMPUTED"
    text = "이미 다시 계산했습니다. ({on})"
