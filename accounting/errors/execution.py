"""Refusals of expenditure execution (catalogue codes E-EXE-001 … 023 and E-BUD-005)."""

from core.errors import CatalogueError, DomainError


class NoApprovedProposal(CatalogueError):
    """A commitment of this kind needs an approved spending proposal."""

    code = "E-EXE-001"


class CommitmentAboveProposal(CatalogueError):
    """More than the unused rest of the proposal. Facts: over."""

    code = "E-EXE-002"


class DutiesConflict(CatalogueError):
    """One person would sign in two duties that exclude each other. Facts: user, role_a, role_b."""

    code = "E-EXE-003"


class InspectionMissing(CatalogueError):
    """Goods or services are paid only after they were accepted."""

    code = "E-EXE-004"


class PaymentAboveCommitment(CatalogueError):
    """More than M − E − V of the commitment. Facts: left."""

    code = "E-EXE-005"


class AccountHolderMismatch(CatalogueError):
    """The account is not the creditor's own. Facts: holder, payee."""

    code = "E-EXE-006"


class AfterCashClose(CatalogueError):
    """The fiscal year's cash is closed. Facts: close_date."""

    code = "E-EXE-007"


class EvidenceMissing(CatalogueError):
    """Required evidence is not on the voucher. Facts: missing."""

    code = "E-EXE-008"


class DocumentLocked(CatalogueError):
    """The paper is under approval or decided; it can no longer be written on."""

    code = "E-EXE-009"


class AlreadyPaid(CatalogueError):
    """Money has left; only a return or a reclassification corrects it."""

    code = "E-EXE-010"


class InvoiceAlreadyUsed(CatalogueError):
    """The electronic tax invoice stands on another voucher. Facts: no."""

    code = "E-EXE-011"


class AdvanceUnsettled(CatalogueError):
    """An earlier estimated payment of the person is not settled."""

    code = "E-EXE-012"


class AdvanceAboveCap(CatalogueError):
    """The advance is above its share of the contract. Facts: pct, limit."""

    code = "E-EXE-013"


class SecondQuoteNeeded(CatalogueError):
    """One quote is not enough for this estimated price. Facts: limit."""

    code = "E-EXE-014"


class CashLimitExceeded(CatalogueError):
    """The cash limit of the month is used up. Facts: limit."""

    code = "E-EXE-015"


class ContractBondMissing(CatalogueError):
    """The contract bond is neither paid nor waived. Facts: required."""

    code = "E-EXE-018"


class FundingNotReceived(CatalogueError):
    """More would be paid from a grant than was received of it. Facts: received, used."""

    code = "E-EXE-019"


class DedicatedAccountRequired(CatalogueError):
    """Grant money is paid only from its dedicated account."""

    code = "E-EXE-020"


class PossibleDuplicatePayment(CatalogueError):
    """Same payee, amount and day as an earlier payment; a reason must be typed."""

    code = "E-EXE-021"


class LineAlreadyReissued(CatalogueError):
    """The failed payment line was reissued once already. Facts: no."""

    code = "E-EXE-022"


class OwnDocument(DomainError):
    """The drafter may not decide on the own document (approval is another person's act)."""

    code = "OWN_DOCUMENT"
    text = "기안자 본인은 자기 문서를 결재할 수 없습니다. ({user})"


class ChangeOutdated(DomainError):
    """The commitment is not what it was when the change was written: it is written anew. Facts: number."""

    code = "CHANGE_OUTDATED"
    text = "변경안을 쓴 뒤에 원인행위 금액이 바뀌었습니다. 지금 금액으로 다시 작성하십시오. ({number})"


class RequesterInspects(DomainError):
    """Who asked for an inspection does not carry it out: the inspector is another person. Facts: user."""

    code = "REQUESTER_INSPECTS"
    text = (
        "검수를 요청한 사람은 그 검수의 합격·불합격을 정할 수 없습니다. 다른 검수 담당이 처리합니다. ({user})"
    )


class PersonNeeded(DomainError):
    """A program drafts and submits; deciding and signing are acts of an officer."""

    code = "PERSON_NEEDED"
    text = "결재와 서명, 검수는 연계 프로그램이 아니라 담당 직원이 합니다."


class NotTheDrafter(DomainError):
    """Somebody else's draft: only its drafter edits, submits or recalls it."""

    code = "NOT_THE_DRAFTER"
    text = "기안자만 고치거나 상신·회수할 수 있는 문서입니다. ({number})"


class ReductionBelowPaid(DomainError):
    """A commitment may fall only by what is neither paid nor in process. Facts: left, requested."""

    code = "REDUCTION_BELOW_PAID"
    text = "원인행위는 지급되었거나 처리 중인 금액을 뺀 {left}원까지만 줄일 수 있습니다. (요청 {requested}원)"


class ReturnAbovePaid(DomainError):
    """More would come back than was paid on the row. Facts: paid, requested."""

    code = "RETURN_ABOVE_PAID"
    text = "여입액({requested}원)이 지출액({paid}원)을 초과합니다."


class NothingToPay(DomainError):
    """The vouchers chosen hold no row that could be ordered."""

    code = "NOTHING_TO_PAY"
    text = "지급할 수 있는 지출결의가 없습니다."


class MixedYears(DomainError):
    """Rows or documents of different fiscal years or account units on one paper."""

    code = "MIXED_YEARS"
    text = "회계연도와 회계구분이 같은 것만 한 문서에 넣을 수 있습니다."


class DocumentFaulty(DomainError):
    """What was typed cannot stand as a document; `errors` name each place. Facts: count."""

    code = "DOCUMENT_FAULTY"
    text = "고칠 곳이 {count}건 있어 저장하지 않았습니다."


class ImportDiffers(DomainError):
    """The file differs from what was loaded before; nothing changes until that is agreed. Facts: changed, missing."""

    code = "IMPORT_DIFFERS"
    text = "전에 이관한 자료와 다릅니다. 바뀐 줄 {changed}건, 없어진 줄 {missing}건입니다. 차이를 확인하고 다시 실행하십시오."


class ImportFaulty(DomainError):
    """The file has faults by row and column; nothing was loaded. Facts: count."""

    code = "IMPORT_FAULTY"
    text = "파일에 고칠 곳이 {count}건 있어 아무것도 이관하지 않았습니다."


class ClassUnmapped(DomainError):
    """Classes of the file without a budget line in the year. Facts: classes."""

    code = "CLASS_UNMAPPED"
    text = "예산과목에 연결되지 않은 분류가 있습니다: {classes}"
