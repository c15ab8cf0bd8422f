"""Conditions of the sample delegation table in Korean; what an institution writes itself is shown as written."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from core.labels import Label

_CONDITIONS: dict[str, Label] = {
    "a contract or proposal exists and amounts agree": _("계약이나 품의가 있고 금액이 같음"),
    "after the appraisal council": _("기록물평가심의회를 거친 뒤"),
    "all grades": _("모든 직급"),
    "annual or supplementary": _("본예산 또는 추가경정예산"),
    "articles and rules": _("정관과 규정"),
    "duty pay, utilities, taxes, pay, travel and whatever is no contract": _(
        "수당, 공공요금, 제세, 보수, 여비 등 계약이 아닌 것"
    ),
    "goods, services, events": _("물품, 용역, 행사"),
    "inside an approved basic plan": _("결재된 기본계획 안에서"),
    "inside the institution": _("기관 안에서"),
    "inspected item": _("검사 대상 물품"),
    "leave of a division head or above; the head's own leave: handbook 10, C-06": _(
        "본부장 이상의 휴가. 기관장 본인의 휴가는 직무대리가 결재"
    ),
    "leave of a member": _("팀원의 휴가"),
    "leave of a team lead": _("팀장의 휴가"),
    "limits by rule": _("규정의 한도 안에서"),
    "new programme or change of policy": _("새 사업이나 방침의 변경"),
    "no policy content": _("정책 내용이 없는 것"),
    "one of the grounds of 제77조제2호~제9호 holds, any price": _(
        "제77조제2호부터 제9호까지의 사유, 가격에 관계없이"
    ),
    "open tender": _("일반입찰"),
    "paper document": _("종이 문서"),
    "policy or rights and duties": _("정책이나 권리·의무에 관한 것"),
    "private contract": _("수의계약"),
    "rate table of the committee": _("위원회 수당 기준표에 따름"),
    "reason code needed": _("사유 구분을 적음"),
    "same programme": _("같은 사업 안에서"),
    "sent in the name of the head": _("기관장 명의로 시행"),
    "standard form": _("정해진 서식"),
    "total after the change decides the row; also for decrease and change of terms": _(
        "변경 뒤의 총액으로 정함. 감액과 조건 변경도 같음"
    ),
    "unit acquisition price 5,000,000 or more": _("취득단가 500만 원 이상"),
    "unit acquisition price under 5,000,000": _("취득단가 500만 원 미만"),
    "working rules": _("내규와 지침"),
    "사고이월 or 계속비이월": _("사고이월 또는 계속비이월"),
}
_SELECTORS: dict[str, Label] = {
    "disuse_ground in 77.2..77.9": _("불용 사유: 제77조제2호~제9호"),
    "kind=CARRY_ACCIDENT|CARRY_CONTINUING": _("이월 종류: 사고이월, 계속비이월"),
    "kind=CARRY_EXPLICIT": _("이월 종류: 명시이월"),
    "subject_level=MEMBER": _("대상자: 팀원"),
    "subject_level=TEAM_LEAD": _("대상자: 팀장"),
    "subject_level>=DIVISION_HEAD": _("대상자: 본부장 이상"),
}


def condition_words(condition: str) -> str:
    """The condition of a row in Korean."""
    return str(_CONDITIONS.get(condition.strip(), condition))


def selector_words(selector: str) -> str:
    """What chooses a row, in Korean; unknown ones as they are written."""
    return str(_SELECTORS.get(selector.strip(), selector))


def condition_of(words: str) -> str:
    """The condition these words stand for; other words stay as they are."""
    return _code_of(words, _CONDITIONS)


def selector_of(words: str) -> str:
    """What chooses a row, by its words or as files have it."""
    return _code_of(words, _SELECTORS)


def _code_of(words: str, known: Mapping[str, Label]) -> str:
    typed = "".join(words.split())
    return next((code for code, one in known.items() if "".join(str(one).split()) == typed), words)
