"""Refusals of uploaded spending files."""

from core.errors import DomainError


class GroupUnclear(DomainError):
    """The file holds lines of several institutions, or none of the one named. Facts: groups."""

    code = "GROUP_UNCLEAR"
    text = "이 기관의 줄을 정할 수 없습니다. 지역명을 하나 골라 주십시오. (파일의 지역명: {groups})"
