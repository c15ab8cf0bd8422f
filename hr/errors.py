"""Refusals of hr. Codes with E- have their texts in the catalogue."""

from core.errors import CatalogueError, DomainError


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


class EmployeeNumberTaken(DomainError):
    """Another person has this employee number."""

    code = "EMPLOYEE_NUMBER_TAKEN"
    text = "이미 있는 사번입니다. ({employee_no})"


class AccountTaken(DomainError):
    """One account is one person."""

    code = "ACCOUNT_TAKEN"
    text = "{user} 계정은 다른 직원에게 연결되어 있습니다."


class DirectoryIdTaken(DomainError):
    """Another account has this identifier or number of the outside directory."""

    code = "DIRECTORY_ID_TAKEN"
    text = "{value} 값은 {user} 계정이 이미 쓰고 있습니다."


class DirectoryNumberFixed(DomainError):
    """The account belongs to somebody on the register; only the personnel office may change whose it is."""

    code = "DIRECTORY_NUMBER_FIXED"
    text = "사번 {employee_no} 직원에게 연결된 계정입니다. 사번은 인사담당자가 인사기록에서 바꿉니다."


class DirectoryPersonLeft(DomainError):
    """Who has left by an order gets the account back by an order."""

    code = "DIRECTORY_PERSON_LEFT"
    text = (
        "{name} 직원은 {status} 상태이므로 계정을 다시 쓰게 할 수 없습니다. 임용 발령이 먼저 있어야 합니다."
    )


class DirectoryNameOfOther(DomainError):
    """The log-in name is one of a deleted account whose documents carry the former holder's signatures."""

    code = "DIRECTORY_NAME_OF_OTHER"
    text = (
        "{login_name} 아이디는 삭제된 계정의 것입니다. 같은 사람이면 같은 externalId나 사번으로 등록하십시오."
    )


class DepartmentNotInForce(CatalogueError):
    """The department does not exist on the day of the appointment."""

    code = "E-HR-001"


class TreeRing(CatalogueError):
    """A department would hang below itself."""

    code = "E-HR-002"


class PeopleLeftBehind(CatalogueError):
    """A department that closes still has people without a new one; `errors` names them."""

    code = "E-HR-005"


class PeriodsOverlap(CatalogueError):
    """Two rows of a plan or a record share days."""

    code = "E-HR-003"


class HeadcountExceeded(CatalogueError):
    """More people than posts (정원)."""

    code = "E-HR-004"


class TooManySplits(CatalogueError):
    """More parts than the leave allows. Facts: max (splits)."""

    code = "E-ATT-007"


class UseLimitExceeded(CatalogueError):
    """Count or total of the leave used up, or the condition for more is not met. Facts: limit, used."""

    code = "E-ATT-019"


class OrderNotApproved(CatalogueError):
    """An order is issued when its document is approved."""

    code = "E-HR-006"


class OrderIssued(CatalogueError):
    """An issued order changes only by another order."""

    code = "E-HR-007"


class KindNotAllowed(CatalogueError):
    """The kind does not fit the status of that day."""

    code = "E-HR-008"


class SameDayContradiction(CatalogueError):
    """Appointments of one day contradict each other."""

    code = "E-HR-009"


class StatusPeriodOverlaps(CatalogueError):
    """A second leave, secondment or suspension in the same time."""

    code = "E-HR-010"


class YearsInGradeMissing(CatalogueError):
    """Minimum years before a promotion are not reached."""

    code = "E-HR-011"


class PromotionStopped(CatalogueError):
    """A discipline stops promotions and step-ups."""

    code = "E-HR-012"


class PostTenureShort(CatalogueError):
    """Moved again before the minimum time in a post."""

    code = "E-HR-013"


class ClosedMonthsTouched(CatalogueError):
    """A back-dated order touches closed months."""

    code = "E-HR-014"


class AfterExit(CatalogueError):
    """The person has left by then."""

    code = "E-HR-015"


class ResidentNumberDoubtful(CatalogueError):
    """The number has not the form of one, or its check digit does not fit."""

    code = "E-HR-016"


class RevealReasonMissing(CatalogueError):
    """A protected number is opened for a reason."""

    code = "E-HR-017"


class RevealNotAllowed(CatalogueError):
    """No right to open this record."""

    code = "E-HR-018"
    status = 403


class FixedTermOver(CatalogueError):
    """Two years of fixed-term work are passed without a reason of the law."""

    code = "E-HR-019"


class BeyondRetirement(CatalogueError):
    """The contract ends after the retirement age."""

    code = "E-HR-020"


class DismissalBarred(CatalogueError):
    """Nobody is dismissed in this time."""

    code = "E-HR-021"


class LaterOrderRests(CatalogueError):
    """A later appointment changes the same fact."""

    code = "E-HR-022"


class ReorganizationEmpty(DomainError):
    """A reorganisation changes at least one department."""

    code = "REORGANIZATION_EMPTY"
    text = "바꿀 부서를 하나 이상 넣으십시오."


class ReorganizationNotApproved(DomainError):
    """A reorganisation is put on its date when its document is approved."""

    code = "REORGANIZATION_NOT_APPROVED"
    text = "결재가 끝난 조직개편만 시행할 수 있습니다."


class ReorganizationPast(DomainError):
    """A reorganisation begins today or later."""

    code = "REORGANIZATION_PAST"
    text = "시행일({on})이 지났습니다. 오늘이나 그 뒤로 정하십시오."


class ReorganizationBegun(DomainError):
    """From its date on a reorganisation is changed by another one."""

    code = "REORGANIZATION_BEGUN"
    text = "시행일({on})부터는 철회할 수 없습니다. 새 조직개편으로 바꾸십시오."


class DisciplineBarred(DomainError):
    """A sanction is asked for within the time of the law (지방공무원법 제73조의2 준용)."""

    code = "DISCIPLINE_BARRED"
    text = "징계의결을 요구할 수 있는 기간이 지났습니다. ({on}부터 시효 완성)"


class DisciplinePending(DomainError):
    """Nobody is promoted while a sanction is asked for (지방공무원 임용령 제34조제1항 준용)."""

    code = "DISCIPLINE_PENDING"
    text = "징계의결이 요구되어 승진시킬 수 없습니다."


class SanctionOrderDrafted(DomainError):
    """The case has an order that is not issued yet."""

    code = "SANCTION_ORDER_DRAFTED"
    text = "이미 작성한 집행 발령안이 있습니다. ({title})"


class CommitteeMissing(DomainError):
    """Some kinds need a decision of the personnel committee first."""

    code = "PERSONNEL_COMMITTEE_MISSING"
    text = "{kind}은(는) 인사위원회 의결을 먼저 받아야 합니다."


class OrderEmpty(DomainError):
    """An order names at least one appointment."""

    code = "APPOINTMENT_ORDER_EMPTY"
    text = "발령할 사람을 한 명 이상 넣으십시오."


class ReasonMissing(DomainError):
    """A back-dated appointment, a void and a refusal say why."""

    code = "HR_REASON_MISSING"
    text = "사유를 입력하십시오."


class AppointmentsRefused(DomainError):
    """Some appointments could not take effect on their day."""

    code = "APPOINTMENTS_REFUSED"
    text = "오늘 시행할 발령 {count}건을 반영하지 못했습니다. ({items})"


class SecretOfOther(DomainError):
    """A resident number belongs to one person."""

    code = "SECRET_OF_OTHER"
    text = "다른 직원에게 등록된 번호입니다. 같은 사람이면 재임용으로 등록하십시오."


class TooManyReveals(DomainError):
    """Protected numbers are opened one by one, for a reason, not in bulk."""

    code = "TOO_MANY_REVEALS"
    status = 429
    text = "한 시간에 {limit}건까지 열람할 수 있습니다. 잠시 뒤 다시 하십시오."


class MonthReviewed(DomainError):
    """The accesses of the month were looked through before, or the month is not over."""

    code = "ACCESS_MONTH_REVIEWED"
    text = "{month}월의 열람 기록은 이미 점검했거나 아직 끝나지 않았습니다."


class CertificateNotDue(DomainError):
    """A certificate of this kind is not given for this employment (근로기준법 시행령 제19조)."""

    code = "CERTIFICATE_NOT_DUE"
    text = "{kind}을(를) 발급할 수 없습니다. ({reason})"


class ImportFaulty(DomainError):
    """An uploaded table has rows that cannot be kept; `errors` name each. Nothing was kept."""

    code = "HR_IMPORT_FAULTY"
    status = 400
    text = "파일에 바로잡을 곳이 있어 가져오지 않았습니다. ({count}건)"


class DestructionNotDue(DomainError):
    """Something is still kept by a rule, gone already, or proposed already."""

    code = "DESTRUCTION_NOT_DUE"
    text = "파기할 수 없는 것이 {count}건 있습니다. 보존기간이 남았거나 이미 처리한 것입니다."


class DestructionOwn(DomainError):
    """Who proposed a destruction does not decide it; a person decides."""

    code = "DESTRUCTION_OWN"
    status = 403
    text = "제안한 사람이 아닌 담당자가 심사해야 합니다."
