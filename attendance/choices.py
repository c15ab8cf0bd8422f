"""Codes of attendance: English value, Korean label."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Regime(TextChoices):
    """Whose rule it is: the law for employees, a rule copied from local officials, the institution's own."""

    LABOUR = "LABOUR", _("근로기준법")
    LOCAL_PUBLIC = "LOCAL_PUBLIC", _("지방공무원 복무규정 준용")
    INSTITUTION = "INSTITUTION", _("기관 규정")


class HolidayKind(TextChoices):
    """Why a day is a holiday (관공서의 공휴일에 관한 규정; 노동절 제정에 관한 법률; 기관 규정)."""

    REGULAR = "regular", _("공휴일")
    SUBSTITUTE = "substitute", _("대체공휴일")
    ELECTION = "election", _("선거일")
    TEMPORARY = "temporary", _("임시공휴일")
    LABOUR_LAW_ONLY = "labour_law_only", _("근로자의 날")
    LOCAL = "local", _("지방공휴일")
    FOUNDING = "founding", _("창립기념일")


class Substitution(TextChoices):
    """On which days a holiday gives a substitute day (관공서의 공휴일에 관한 규정 제3조)."""

    NONE = "NONE", _("없음")
    WEEKEND = "WEEKEND", _("토요일·일요일")
    SUNDAY = "SUNDAY", _("일요일")


class DayClass(TextChoices):
    """Class of a day, the first that fits (handbook 7.3)."""

    HOLIDAY = "HOLIDAY", _("공휴일")
    WEEKLY_HOLIDAY = "WEEKLY_HOLIDAY", _("주휴일")
    OFF = "OFF", _("휴무일")
    WORKING = "WORKING", _("근무일")


class Weekday(IntegerChoices):
    """Days of the week as dates count them."""

    MONDAY = 0, _("월")
    TUESDAY = 1, _("화")
    WEDNESDAY = 2, _("수")
    THURSDAY = 3, _("목")
    FRIDAY = 4, _("금")
    SATURDAY = 5, _("토")
    SUNDAY = 6, _("일")


class ScheduleKind(TextChoices):
    """Working-time systems (근로기준법 제50조~제58조)."""

    FIXED = "FIXED", _("고정 근무")
    STAGGERED = "STAGGERED", _("시차출퇴근")
    FLEX_2W = "FLEX_2W", _("2주 탄력근로")
    FLEX_3M = "FLEX_3M", _("3개월 탄력근로")
    FLEX_6M = "FLEX_6M", _("6개월 탄력근로")
    SELECTIVE = "SELECTIVE", _("선택근로")
    DISCRETIONARY = "DISCRETIONARY", _("재량근로")
    REMOTE = "REMOTE", _("재택·원격근무")
    DEEMED_OUTSIDE = "DEEMED_OUTSIDE", _("사업장 밖 간주근로")
    SHIFT = "SHIFT", _("교대 근무")


# Systems that need a registered written agreement with the workers' representative (근로자대표 서면합의).
AGREED_KINDS = frozenset(
    {ScheduleKind.FLEX_3M, ScheduleKind.FLEX_6M, ScheduleKind.SELECTIVE, ScheduleKind.DISCRETIONARY}
)
# Systems under which a day of leave costs the standard day of the agreement (표준근로시간).
AVERAGED_KINDS = frozenset(
    {ScheduleKind.FLEX_2W, ScheduleKind.FLEX_3M, ScheduleKind.FLEX_6M, ScheduleKind.SELECTIVE}
)


# Systems whose premium is reckoned over a settlement period of weeks.
FLEX_KINDS = AVERAGED_KINDS - {ScheduleKind.SELECTIVE}


class RosterState(TextChoices):
    """State of a team's roster of a month."""

    DRAFT = "DRAFT", _("작성 중")
    PUBLISHED = "PUBLISHED", _("게시")


class LeaveUnit(TextChoices):
    """How leave is taken."""

    DAY = "DAY", _("하루")
    HALF_AM = "HALF_AM", _("오전 반차")
    HALF_PM = "HALF_PM", _("오후 반차")
    QUARTER = "QUARTER", _("반반차")
    HOUR = "HOUR", _("시간")


class EntryKind(TextChoices):
    """What a line of the leave ledger says (handbook 2.4); the sign is in the minutes."""

    GRANT = "GRANT", _("부여")
    USE = "USE", _("사용")
    REVERSE = "REVERSE", _("사용 취소")
    EXPIRE = "EXPIRE", _("소멸")
    PAYOUT = "PAYOUT", _("수당 지급")
    ADVANCE = "ADVANCE", _("당겨쓰기")
    CARRY = "CARRY", _("이월")
    ADJUST = "ADJUST", _("조정")
    HOLD = "HOLD", _("결재 중")
    RELEASE = "RELEASE", _("결재 중 해제")


# Lines that change what is held for a request, not the balance.
HOLDING = frozenset({EntryKind.HOLD, EntryKind.RELEASE})


class LeaveBasis(TextChoices):
    """From which day the years of annual leave are counted."""

    HIRE_DATE = "HIRE_DATE", _("입사일 기준")
    FISCAL_YEAR = "FISCAL_YEAR", _("회계연도 기준")


class WeekendCountMode(TextChoices):
    """Which spells count Saturdays and holidays once 30 days are reached (지방공무원 복무규정 제7조의8)."""

    FROM_SPELL_REACHING_30 = "FROM_SPELL_REACHING_30", _("30일에 이르는 휴가부터")
    WHOLE_YEAR = "WHOLE_YEAR", _("그해 전부")


class LeaveState(TextChoices):
    """State of a leave request (handbook 2.6)."""

    DRAFT = "DRAFT", _("작성 중")
    SUBMITTED = "SUBMITTED", _("결재 중")
    APPROVED = "APPROVED", _("승인")
    TAKEN = "TAKEN", _("사용")
    CLOSED = "CLOSED", _("마감")
    REJECTED = "REJECTED", _("부결")
    CANCEL_REQUESTED = "CANCEL_REQUESTED", _("취소 결재 중")
    CANCELLED = "CANCELLED", _("취소")
    CHANGE_REQUESTED = "CHANGE_REQUESTED", _("변경 결재 중")
    REPLACED = "REPLACED", _("변경됨")


# States in which a leave takes its time of the calendar.
LEAVE_STANDING = frozenset(
    {
        LeaveState.SUBMITTED,
        LeaveState.APPROVED,
        LeaveState.TAKEN,
        LeaveState.CLOSED,
        LeaveState.CANCEL_REQUESTED,
        LeaveState.CHANGE_REQUESTED,
    }
)


class LeavePurpose(TextChoices):
    """What a leave paper asks for: leave, taking an approved one back, or exchanging it."""

    LEAVE = "LEAVE", _("휴가 신청")
    CANCEL = "CANCEL", _("휴가 취소")
    CHANGE = "CHANGE", _("휴가 변경")
    CONVERT = "CONVERT", _("휴가 전환")


class TripScope(TextChoices):
    """How far a trip goes (공무원 여비 규정 제18조)."""

    LOCAL = "LOCAL", _("관내")
    DOMESTIC = "DOMESTIC", _("관외")
    OVERSEAS = "OVERSEAS", _("국외")


class CountryGrade(TextChoices):
    """Grade of a country in the table of travel abroad (공무원 여비 규정 별표 4)."""

    A = "A", _("가등급")
    B = "B", _("나등급")
    C = "C", _("다등급")
    D = "D", _("라등급")


class TripState(TextChoices):
    """State of a trip (handbook 2.8)."""

    DRAFT = "DRAFT", _("작성 중")
    SUBMITTED = "SUBMITTED", _("결재 중")
    APPROVED = "APPROVED", _("승인")
    DEPARTED = "DEPARTED", _("출발")
    RETURNED = "RETURNED", _("귀환")
    REPORTED = "REPORTED", _("복명")
    SETTLEMENT_SUBMITTED = "SETTLEMENT_SUBMITTED", _("정산 결재 중")
    SETTLEMENT_APPROVED = "SETTLEMENT_APPROVED", _("정산 승인")
    PAID = "PAID", _("지급")
    RECLAIMED = "RECLAIMED", _("환수")
    REJECTED = "REJECTED", _("부결")
    CANCEL_REQUESTED = "CANCEL_REQUESTED", _("취소 결재 중")
    CHANGE_REQUESTED = "CHANGE_REQUESTED", _("변경 결재 중")
    CANCELLED = "CANCELLED", _("취소")


# States in which a trip takes its time of the calendar.
TRIP_STANDING = frozenset(set(TripState) - {TripState.DRAFT, TripState.REJECTED, TripState.CANCELLED})


class OvertimeState(TextChoices):
    """State of an overtime order (handbook 2.9)."""

    DRAFT = "DRAFT", _("작성 중")
    SUBMITTED = "SUBMITTED", _("결재 중")
    ORDERED = "ORDERED", _("명령")
    WORKED = "WORKED", _("근무 확인")
    RECOGNIZED = "RECOGNIZED", _("인정")
    UNWORKED = "UNWORKED", _("미근무")
    CLOSED = "CLOSED", _("마감")
    PAID = "PAID", _("지급")
    REJECTED = "REJECTED", _("부결")
    CANCELLED = "CANCELLED", _("취소")
    DETECTED = "DETECTED", _("명령 없는 근무")
    ACCEPTED = "ACCEPTED", _("사후 승인")
    DISPUTED = "DISPUTED", _("다툼")
    NOT_WORK = "NOT_WORK", _("근무 아님")


OVERTIME_STANDING = frozenset(
    {
        OvertimeState.SUBMITTED,
        OvertimeState.ORDERED,
        OvertimeState.WORKED,
        OvertimeState.RECOGNIZED,
        OvertimeState.ACCEPTED,
        OvertimeState.CLOSED,
        OvertimeState.PAID,
    }
)


class OvertimeReward(TextChoices):
    """What overtime turns into."""

    PAY = "PAY", _("수당")
    LEAVE = "LEAVE", _("보상휴가")


class ClockKind(TextChoices):
    """What somebody did at the door."""

    IN = "IN", _("출근")
    OUT = "OUT", _("퇴근")
    OUT_START = "OUT_START", _("외출")
    OUT_END = "OUT_END", _("외출 복귀")


class ClockSource(TextChoices):
    """Where a clock record comes from."""

    WEB = "WEB", _("웹")
    MOBILE = "MOBILE", _("휴대전화")
    GATE = "GATE", _("출입 장치")
    IMPORT = "IMPORT", _("가져오기")
    CORRECTION = "CORRECTION", _("정정")


class CorrectionState(TextChoices):
    """State of a correction of clock records."""

    DRAFT = "DRAFT", _("작성 중")
    SUBMITTED = "SUBMITTED", _("결재 중")
    APPROVED = "APPROVED", _("승인")
    REJECTED = "REJECTED", _("부결")


class DayState(TextChoices):
    """State of a day of attendance (handbook 2.3)."""

    OPEN = "OPEN", _("진행 중")
    CALCULATED = "CALCULATED", _("계산됨")
    EXCEPTION = "EXCEPTION", _("확인 필요")
    CONFIRMED = "CONFIRMED", _("확인")
    CLOSED = "CLOSED", _("마감")


class DayException(TextChoices):
    """What somebody has to look at."""

    LATE = "LATE", _("지각")
    EARLY = "EARLY", _("조퇴")
    OUT = "OUT", _("외출")
    MISSING_IN = "MISSING_IN", _("출근 기록 없음")
    MISSING_OUT = "MISSING_OUT", _("퇴근 기록 없음")
    NO_RECORD = "NO_RECORD", _("기록 없음")
    UNORDERED = "UNORDERED", _("명령 없는 초과근무")
    BREAK_SHORT = "BREAK_SHORT", _("휴게 부족")


class MonthState(TextChoices):
    """State of an attendance month (handbook 2.10)."""

    OPEN = "OPEN", _("진행 중")
    DEPT_CONFIRMED = "DEPT_CONFIRMED", _("부서 확인")
    HR_CLOSED = "HR_CLOSED", _("마감")
    REOPENED = "REOPENED", _("재개")


class TravelClass(TextChoices):
    """Class of people in the table of travel rates (공무원 여비 규정 별표 1)."""

    CLASS_1 = "CLASS_1", _("제1호")
    CLASS_2 = "CLASS_2", _("제2호")


class ProtectionKind(TextChoices):
    """Why overtime is limited by maternity law."""

    PREGNANT = "PREGNANT", _("임신 중")
    AFTER_BIRTH = "AFTER_BIRTH", _("산후 1년 미만")


class AgreementKind(TextChoices):
    """What a written agreement allows."""

    FLEX_3M = "FLEX_3M", _("3개월 탄력근로")
    FLEX_6M = "FLEX_6M", _("6개월 탄력근로")
    SELECTIVE = "SELECTIVE", _("선택근로")
    DISCRETIONARY = "DISCRETIONARY", _("재량근로")
    COMP_LEAVE = "COMP_LEAVE", _("보상휴가")
    HOLIDAY_MOVE = "HOLIDAY_MOVE", _("휴일대체")
    COLLECTIVE_LEAVE = "COLLECTIVE", _("연차 대체")


class AwayKind(TextChoices):
    """What takes somebody's time in the calendar."""

    LEAVE = "LEAVE", _("휴가")
    TRIP = "TRIP", _("출장")
    OVERTIME = "OVERTIME", _("초과근무")
    LONG_LEAVE = "LONG_LEAVE", _("휴직")


class SettlementState(TextChoices):
    """State of the settlement of a trip."""

    DRAFT = "DRAFT", _("작성 중")
    SUBMITTED = "SUBMITTED", _("결재 중")
    APPROVED = "APPROVED", _("승인")
    PAID = "PAID", _("지급")


class CostKind(TextChoices):
    """What a line of a settlement pays."""

    LOCAL = "LOCAL", _("관내 여비")
    FARE = "FARE", _("운임")
    DAILY = "DAILY", _("일비")
    MEAL = "MEAL", _("식비")
    LODGING = "LODGING", _("숙박비")
    THIRD_PARTY = "THIRD_PARTY", _("다른 기관 부담")
    CARD = "CARD", _("법인카드 결제")


class SettlementFlag(TextChoices):
    """What somebody should look at on a settlement: codes of the refusals that do not stop it, in short words."""

    LATE = "E-TRP-001", _("정산기한 지남")
    LODGING = "E-TRP-002", _("숙박비 상한 적용")
    CAR = "E-TRP-003", _("공용차량 일비 감액")
    CARD = "CARD_OUTSIDE_TRIP", _("출장 기간 밖의 카드 전표")
    LOCAL = "TRIP_LOOKS_LOCAL", _("관내 출장인지 확인")


class YearCounting(TextChoices):
    """How days of a long absence count for annual leave (근로기준법 제60조제6항; handbook 2.4)."""

    ATTENDED = "ATTENDED", _("출근으로 봄")
    EXCLUDED = "EXCLUDED", _("소정근로일에서 뺌")
    ABSENT = "ABSENT", _("결근으로 봄")


class ImportKind(TextChoices):
    """What an uploaded table holds."""

    LEAVE_OPENING = "LEAVE_OPENING", _("휴가 잔여")
    CLOCK = "CLOCK", _("출퇴근 기록")
    PAST_ABSENCE = "PAST_ABSENCE", _("지난 부재 기록")
