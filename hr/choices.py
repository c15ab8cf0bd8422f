"""Codes of hr: English value, Korean label."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Regime(TextChoices):
    """Where a rule comes from (handbook, "The two regimes")."""

    LABOUR = "LABOUR", _("노동관계법")
    LOCAL_PUBLIC = "LOCAL_PUBLIC", _("지방공무원 준용")
    INSTITUTION = "INSTITUTION", _("기관 규정")


class Evidence(TextChoices):
    """How sure a rule row is."""

    VERIFIED = "V", _("법령 확인")
    SECONDARY = "S", _("2차 자료")
    BELIEVED = "B", _("기관 확인 필요")


class Status(TextChoices):
    """Employment status (신분)."""

    CANDIDATE = "CANDIDATE", _("임용 전")
    PROBATION = "PROBATION", _("수습")
    ACTIVE = "ACTIVE", _("재직")
    ON_LEAVE = "ON_LEAVE", _("휴직")
    SECONDED = "SECONDED", _("파견")
    REMOVED = "REMOVED", _("직위해제")
    SUSPENDED = "SUSPENDED", _("정직")
    RESIGNED = "RESIGNED", _("사직")
    RETIRED = "RETIRED", _("퇴직")
    DISMISSED = "DISMISSED", _("해고·면직")
    DECEASED = "DECEASED", _("사망")


class Fact(TextChoices):
    """What is known of an employment on two time axes."""

    STATUS = "STATUS", _("신분")
    GRADE = "GRADE", _("직급·호봉")
    SERIES = "SERIES", _("직렬")
    POST = "POST", _("소속·직위")
    CONTRACT = "CONTRACT", _("고용형태·근로시간")
    PAY = "PAY", _("연봉")


class OrderState(TextChoices):
    """Life of an appointment order (인사발령)."""

    DRAFT = "DRAFT", _("작성 중")
    SUBMITTED = "SUBMITTED", _("결재 중")
    APPROVED = "APPROVED", _("결재 완료")
    ISSUED = "ISSUED", _("시행")
    VOIDED = "VOIDED", _("폐기")


class ItemState(TextChoices):
    """Life of one appointment of an order."""

    DRAFT = "DRAFT", _("발령 전")
    PENDING = "PENDING", _("시행일 대기")
    EFFECTIVE = "EFFECTIVE", _("시행")
    ENDED = "ENDED", _("종료")
    CANCELLED = "CANCELLED", _("취소됨")
    CORRECTED = "CORRECTED", _("정정됨")


class Gender(TextChoices):
    """Sex as the register of workers asks (근로기준법 시행령 제20조)."""

    MALE = "MALE", _("남")
    FEMALE = "FEMALE", _("여")


class HireRoute(TextChoices):
    """How somebody was hired (출자출연법 제12조)."""

    OPEN = "OPEN", _("공개경쟁채용")
    CAREER = "CAREER", _("경력경쟁채용")
    SPECIAL = "SPECIAL", _("특별채용")
    TRANSFER = "TRANSFER", _("고용승계")


class EntryKind(TextChoices):
    """Sections of the record card that are lists."""

    EDUCATION = "EDUCATION", _("학력")
    LICENSE = "LICENSE", _("자격·면허")
    LANGUAGE = "LANGUAGE", _("외국어")
    MILITARY = "MILITARY", _("병역")
    TRAINING = "TRAINING", _("교육훈련")
    AWARD = "AWARD", _("포상")
    EVALUATION = "EVALUATION", _("근무성적·성과평가")


class EvaluationGrade(TextChoices):
    """What an evaluation came to (평정 등급)."""

    S = "S", _("S")
    A = "A", _("A")
    B = "B", _("B")
    C = "C", _("C")
    D = "D", _("D")
    UNRATED = "UNRATED", _("평정 제외")


class DisciplineKind(TextChoices):
    """Kinds of discipline and what the card shows beside them."""

    DISMISS_HEAVY = "DISMISS_HEAVY", _("파면")
    DISMISS = "DISMISS", _("해임")
    DEMOTE = "DEMOTE", _("강등")
    SUSPEND = "SUSPEND", _("정직")
    PAY_CUT = "PAY_CUT", _("감봉")
    REPRIMAND = "REPRIMAND", _("견책")
    WARN = "WARN", _("경고·주의")
    REMOVE_POST = "REMOVE_POST", _("직위해제")


class ApplicationState(TextChoices):
    """Life of a request for leave of absence."""

    REQUESTED = "REQUESTED", _("신청")
    GRANTED = "GRANTED", _("허용")
    REFUSED = "REFUSED", _("불허")
    WITHDRAWN = "WITHDRAWN", _("철회")


class ChangeState(TextChoices):
    """Life of a request to correct one's own record."""

    REQUESTED = "REQUESTED", _("신청")
    APPROVED = "APPROVED", _("승인")
    REJECTED = "REJECTED", _("반려")
    WITHDRAWN = "WITHDRAWN", _("철회")


class CertificateKind(TextChoices):
    """Certificates on demand (근로기준법 제39조)."""

    EMPLOYMENT = "EMPLOYMENT", _("재직증명서")
    CAREER = "CAREER", _("경력증명서")
    LEAVING = "LEAVING", _("퇴직증명서")


class SecretKind(TextChoices):
    """What is stored encrypted of a person."""

    RRN = "RRN", _("주민등록번호")
    FOREIGNER_NO = "FOREIGNER_NO", _("외국인등록번호")
    PASSPORT = "PASSPORT", _("여권번호")
    ACCOUNT = "ACCOUNT", _("급여계좌")
    DISABILITY = "DISABILITY", _("장애·보훈")
    UNION = "UNION", _("노동조합 가입")


class SecretAct(TextChoices):
    """What was done with personal data."""

    WRITTEN = "WRITTEN", _("등록")
    REVEALED = "REVEALED", _("열람")
    LOOKED_UP = "LOOKED_UP", _("조회")
    CARD_OPENED = "CARD_OPENED", _("인사기록카드 열람")
    EXPORTED = "EXPORTED", _("내려받기")
    REFUSED = "REFUSED", _("열람 거절")


class ReorganizationState(TextChoices):
    """Life of a reorganisation (조직개편): ISSUED waits for its date."""

    DRAFT = "DRAFT", _("작성 중")
    SUBMITTED = "SUBMITTED", _("결재 중")
    APPROVED = "APPROVED", _("결재 완료")
    ISSUED = "ISSUED", _("시행일 대기")
    APPLIED = "APPLIED", _("시행")
    UNDONE = "UNDONE", _("시행 철회")
    VOIDED = "VOIDED", _("폐기")


class ReorganizationKind(TextChoices):
    """What a change of a reorganisation does to a department."""

    OPEN = "OPEN", _("신설")
    CLOSE = "CLOSE", _("폐지")
    RENAME = "RENAME", _("명칭 변경")
    MOVE = "MOVE", _("소속 변경")
    MERGE = "MERGE", _("통합")
    SPLIT = "SPLIT", _("분할")


class CaseState(TextChoices):
    """Life of a discipline case."""

    REPORTED = "REPORTED", _("접수")
    INVESTIGATION = "INVESTIGATION", _("조사")
    REQUESTED = "REQUESTED", _("징계의결 요구")
    COMMITTEE = "COMMITTEE", _("인사위원회 심의")
    DECIDED = "DECIDED", _("의결")
    NOTIFIED = "NOTIFIED", _("통지")
    APPEAL = "APPEAL", _("재심 청구")
    UPHELD = "UPHELD", _("재심 기각")
    CHANGED = "CHANGED", _("재심 변경")
    CANCELLED = "CANCELLED", _("재심 취소")
    EXECUTED = "EXECUTED", _("집행")
    EXPUNGED = "EXPUNGED", _("말소")
    CLOSED = "CLOSED", _("종결")


class ChargeKind(TextChoices):
    """What a case is about: it decides how long a sanction may be asked for."""

    GENERAL = "GENERAL", _("일반")
    MONEY = "MONEY", _("금품·향응")
    SEXUAL = "SEXUAL", _("성비위")


class ImportKind(TextChoices):
    """Tables taken over from elsewhere."""

    PEOPLE = "PEOPLE", _("직원과 첫 임용")
    HEADCOUNT = "HEADCOUNT", _("정원")


class RowMark(TextChoices):
    """What becomes of a row of an uploaded table."""

    FRESH = "FRESH", _("새로 등록")
    KNOWN = "KNOWN", _("이미 있음")
    FAULTY = "FAULTY", _("고칠 것")


class PersonnelNoticeKind(TextChoices):
    """What the personnel office is told of at night."""

    CONTRACT_END = "CONTRACT_END", _("계약 만료 예정")
    TWO_YEARS = "TWO_YEARS", _("기간제 2년 도래")
    RETIREMENT = "RETIREMENT", _("정년 도래")
    RETURN_DRAFTED = "RETURN_DRAFTED", _("복귀 발령안 작성")
    RETURN_OVERDUE = "RETURN_OVERDUE", _("기간 만료 후 미복귀")


class DestructionPart(TextChoices):
    """What of a leaver's record is destroyed when nothing keeps it any more."""

    SECRETS = "SECRETS", _("고유식별정보·계좌")
    CONTACTS = "CONTACTS", _("주소·연락처")
    FAMILY = "FAMILY", _("가족 사항")


class DestructionState(TextChoices):
    """Life of a destruction: proposed by one officer, decided by another."""

    PROPOSED = "PROPOSED", _("심사 중")
    DESTROYED = "DESTROYED", _("파기 완료")
    REJECTED = "REJECTED", _("파기 보류")
