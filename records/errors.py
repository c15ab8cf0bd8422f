"""Refusals of records. Codes with E- have their texts in the catalogue."""

from core.errors import CatalogueError, DomainError


class TitleMissing(CatalogueError):
    """A document is registered under a title."""

    code = "E-DOC-001"


class DisclosureMissing(CatalogueError):
    """A document is registered with a class of disclosure."""

    code = "E-DOC-003"


class GroundsMissing(CatalogueError):
    """Partial and closed documents name at least one ground of 정보공개법 제9조제1항."""

    code = "E-DOC-004"


class RecordFileMissing(CatalogueError):
    """Filing happens with registration (공공기록물법 시행규칙 제7조)."""

    code = "E-DOC-005"


class CorrectionNotConfirmed(CatalogueError):
    """Registration data change with confirmation and a reason (공공기록물법 시행규칙 제6조)."""

    code = "E-DOC-016"


class RetentionNotOver(CatalogueError):
    """Appraisal begins when the retention period is over."""

    code = "E-REC-001"


class GroundsOnOpen(DomainError):
    """An open document has no ground for being closed."""

    code = "GROUNDS_ON_OPEN"
    text = "공개 문서에는 비공개 근거를 적지 않습니다."


class AlreadyRegistered(DomainError):
    """A document is registered once; the number it has stands in the facts."""

    code = "ALREADY_REGISTERED"
    text = "이미 등록된 문서입니다. ({number})"


class DepartmentAbolished(DomainError):
    """The code of a department that no longer exists is closed."""

    code = "DEPARTMENT_ABOLISHED"
    text = "{department}은(는) {on} 현재 없는 부서이므로 등록번호를 쓸 수 없습니다."


class RecordFileClosed(DomainError):
    """Records are filed into open files only."""

    code = "RECORD_FILE_CLOSED"
    text = "종결된 기록물철에는 편철할 수 없습니다. ({file})"


class RecordFileForeign(DomainError):
    """A department files into its own files."""

    code = "RECORD_FILE_FOREIGN"
    text = "다른 부서의 기록물철입니다. ({file})"


class UnitTaskCodeTaken(DomainError):
    """Another unit task has this code."""

    code = "UNIT_TASK_CODE_TAKEN"
    text = "이미 있는 단위과제 코드입니다. ({unit_task})"


class UnitTaskNotValid(DomainError):
    """The unit task does not exist on that day."""

    code = "UNIT_TASK_NOT_VALID"
    text = "{on} 현재 쓰지 않는 단위과제입니다. ({unit_task})"


class UnitTaskOfOthers(DomainError):
    """The unit task belongs to another department."""

    code = "UNIT_TASK_OF_OTHERS"
    text = "다른 부서의 단위과제입니다. ({unit_task})"


class CompletedBeforeOpened(DomainError):
    """A file is completed after it was opened and not in the future."""

    code = "COMPLETED_BEFORE_OPENED"
    text = "종결일은 시작일({opened_on})부터 오늘까지의 날짜여야 합니다."


class RetentionBegun(DomainError):
    """Once its retention runs, a file is not opened again."""

    code = "RETENTION_BEGUN"
    text = "보존기간이 시작된 기록물철은 다시 열 수 없습니다. (기산일 {start_on})"


class NumberingInUse(DomainError):
    """Numbers of the year were given out by the other rule."""

    code = "NUMBERING_IN_USE"
    text = "{year}년 번호가 이미 나가서 번호 방식을 바꿀 수 없습니다. 다음 연도부터 적용하십시오."


class NumbersMissing(DomainError):
    """The register of the year has gaps."""

    code = "NUMBERS_MISSING"
    text = "{year}년 등록대장에 빠진 번호가 {count}개 있습니다. ({numbers})"


class YearNotOver(DomainError):
    """The duty concerns a year that is still running."""

    code = "YEAR_NOT_OVER"
    text = "{year}년이 끝난 뒤에 처리할 수 있습니다."


class StepDone(DomainError):
    """The duty was recorded as done before."""

    code = "STEP_DONE"
    text = "{step}은(는) {on}에 이미 마쳤습니다."


class DayRootBroken(DomainError):
    """What the tables hold of a day is not what was sealed."""

    code = "DAY_ROOT_BROKEN"
    text = "봉인한 날의 자료가 바뀌었습니다. 무결성 점검 결과를 확인하십시오."
