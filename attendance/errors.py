"""Refusals of attendance (catalogue codes E-ATT-001 … 020, E-TRP-001 … 004, and a few of its own)."""

from core.errors import CatalogueError, DomainError
from hr.errors import TooManySplits as TooManySplits
from hr.errors import UseLimitExceeded as UseLimitExceeded


class LeaveShort(CatalogueError):
    """Not enough balance. Facts: left, req (days as text)."""

    code = "E-ATT-001"


class NoWorkingDay(CatalogueError):
    """The range holds no working day."""

    code = "E-ATT-002"


class AlreadyAway(CatalogueError):
    """Another leave, trip, overtime or leave of absence at the same time. Facts: kind, doc."""

    code = "E-ATT-003"


class MonthIsClosed(CatalogueError):
    """The attendance month is closed; corrections go to the open month. Facts: ym."""

    code = "E-ATT-004"


class EvidenceMissing(CatalogueError):
    """The type asks for evidence. Facts: kind."""

    code = "E-ATT-005"


class UseDeadlinePassed(CatalogueError):
    """Later than the type may be used. Facts: until."""

    code = "E-ATT-006"


class UnitNotAllowed(CatalogueError):
    """The type is not taken in this unit. Facts: unit."""

    code = "E-ATT-008"


class BeforeUsable(CatalogueError):
    """Earlier than the type may be used. Facts: from."""

    code = "E-ATT-009"


class WeekLimitExceeded(CatalogueError):
    """More than 52 hours in the week. Facts: hours, possible (minutes that may still be ordered)."""

    code = "E-ATT-010"


class DayCapExceeded(CatalogueError):
    """Above what the institution recognises in a day."""

    code = "E-ATT-011"


class MonthCapExceeded(CatalogueError):
    """Above what the institution recognises in a month."""

    code = "E-ATT-012"


class OvertimeNotOrdered(CatalogueError):
    """Work outside the schedule without an order: kept and escalated."""

    code = "E-ATT-013"


class MaternityLimit(CatalogueError):
    """Overtime of somebody pregnant or within a year of a birth."""

    code = "E-ATT-014"


class BreakTooShort(CatalogueError):
    """Less break than the law asks for. Facts: need."""

    code = "E-ATT-015"


class AgreementMissing(CatalogueError):
    """No registered written agreement with the workers' representative."""

    code = "E-ATT-016"


class PunchMissing(CatalogueError):
    """A day of work without a complete record."""

    code = "E-ATT-017"


class OnlyByCancellation(CatalogueError):
    """What was approved goes back only by a cancellation that is approved too."""

    code = "E-ATT-018"


class MonthNotReady(CatalogueError):
    """Open exceptions or requests stand against the close. Facts: count; `errors` name each."""

    code = "E-ATT-020"


class SettlementLate(CatalogueError):
    """Settled later than two weeks after the trip: accepted with this flag."""

    code = "E-TRP-001"


class LodgingAboveCap(CatalogueError):
    """Lodging above the cap without a reason, or above 130 per cent of it. Facts: cap."""

    code = "E-TRP-002"


class OfficialCarUsed(CatalogueError):
    """The daily allowance was halved because an official car was used."""

    code = "E-TRP-003"


class ClaimedTwice(CatalogueError):
    """Local and domestic travel cost of the same day."""

    code = "E-TRP-004"


class CardOutsideTrip(DomainError):
    """A slip of the institution's card is of a day outside the trip: accepted with this flag."""

    code = "CARD_OUTSIDE_TRIP"
    text = "출장 기간 밖에 쓴 법인카드 전표가 있습니다. ({days})"


class LooksLocal(DomainError):
    """A trip typed as 관외 stays in the city or below 12 km: accepted with this flag."""

    code = "TRIP_LOOKS_LOCAL"
    text = "같은 시·군이거나 12km 미만인 출장입니다. 관내 출장인지 확인하십시오."


class TravelRateMissing(DomainError):
    """The table of rates has no row for this trip; the institution enters it before use."""

    code = "TRAVEL_RATE_MISSING"
    text = "국외 여비 기준이 등록되어 있지 않습니다. ({grade}) 인사 기준표에서 등록하십시오."


class RequestFaulty(DomainError):
    """What was asked for cannot stand as a request; `errors` name each place."""

    code = "ATTENDANCE_REQUEST_FAULTY"
    text = "입력 내용을 확인하십시오. ({count}건)"


class PromotionTooEarly(DomainError):
    """The window of the notice has not begun, or is over."""

    code = "USE_PROMOTION_OUTSIDE_WINDOW"
    text = "사용촉진 통보 기간이 아닙니다. ({from_on} ~ {until_on})"


class ScheduleFaulty(DomainError):
    """The working-time system is not lawful as planned."""

    code = "WORK_SCHEDULE_FAULTY"
    text = "근무제의 한도를 벗어납니다. ({faults})"


class RosterFaulty(DomainError):
    """A roster cannot be published as it is; `errors` name each person and week."""

    code = "ROSTER_FAULTY"
    text = "근무표에 바로잡을 곳이 {count}건 있습니다."


class HolidayTaken(DomainError):
    """The day carries this holiday already."""

    code = "HOLIDAY_TAKEN"
    text = "{on}에 같은 이름의 휴일이 이미 있습니다. ({name})"


class NotEmployed(DomainError):
    """Nobody of this institution on that day."""

    code = "NOT_EMPLOYED"
    text = "{on} 현재 재직 중이 아닙니다."


class ImportFaulty(DomainError):
    """An uploaded table has lines that cannot be kept; `errors` name each. Nothing was kept."""

    code = "ATTENDANCE_IMPORT_FAULTY"
    text = "파일에 바로잡을 곳이 있어 가져오지 않았습니다. ({count}건)"
