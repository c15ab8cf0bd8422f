"""Refusals about sending and receiving letters, and about seals."""

from typing import ClassVar

from core.errors import CatalogueError, DomainError


class InternalNotSent(CatalogueError):
    """An internal document is never sent (규칙 제3조제3항)."""

    code = "E-DOC-011"


class NoSealAuthority(CatalogueError):
    """Who sends outside has the right to the seal (규칙 제12조제1항)."""

    code = "E-DOC-012"
    status: ClassVar[int] = 403


class SealNotRegistered(CatalogueError):
    """Only a seal of the register is used (영 제36조제2항)."""

    code = "E-DOC-013"


class AlreadySent(CatalogueError):
    """After sending, receivers change with the approval of the head of the 처리과 (영 제15조제4항)."""

    code = "E-DOC-014"


class ReceiverMissing(DomainError):
    """A letter has receivers."""

    code = "RECEIVER_MISSING"
    text = "받는 곳이 없는 문서는 시행할 수 없습니다. 받는 곳을 하나 이상 정하십시오."


class ReceiverUnknown(DomainError):
    """A receiver is a government or institution of the same group, or a department. Facts: receiver."""

    code = "RECEIVER_UNKNOWN"
    text = "받는 곳({receiver})을 찾을 수 없습니다. 목록에서 다시 고르십시오."


class ReceiverTwice(DomainError):
    """A letter is on its way to a receiver once. Facts: receiver."""

    code = "RECEIVER_TWICE"
    text = "{receiver}에는 이미 보냈거나 보내는 중입니다."


class OnlyTheHead(DomainError):
    """The head of the 처리과 decides. Facts: department."""

    code = "ONLY_THE_HEAD"
    status: ClassVar[int] = 403
    text = "{department}의 장만 할 수 있습니다."


class AlreadyOnItsWay(DomainError):
    """A letter that was handed over cannot be called back. Facts: receiver, state."""

    code = "ALREADY_ON_ITS_WAY"
    text = "{receiver}에 보낸 문서는 이미 {state} 상태이므로 회수할 수 없습니다."


class SendBackReasonMissing(DomainError):
    """A letter goes back with the reason (규칙 제16조)."""

    code = "SEND_BACK_REASON_MISSING"
    text = "사유를 입력하십시오."


class AlreadyReceived(DomainError):
    """A document is registered once. Facts: number."""

    code = "ALREADY_RECEIVED"
    text = "이미 접수한 문서입니다. ({number})"


class NotForCirculation(DomainError):
    """Documents that collect statistics or data are not shown round (규칙 제17조). Facts: purpose."""

    code = "NOT_FOR_CIRCULATION"
    text = "{purpose}은(는) 공람 대상이 아닙니다. (행정업무의 운영 및 혁신에 관한 규정 시행규칙 제17조)"


class NotYourDepartment(DomainError):
    """Only the department it was distributed to handles a document. Facts: department."""

    code = "NOT_YOUR_DEPARTMENT"
    status: ClassVar[int] = 403
    text = "{department}에 배부된 문서입니다."


class NotOurBusiness(CatalogueError):
    """A letter that names another department was distributed to this one: a hint, it hinders nothing."""

    code = "E-DOC-017"
    status: ClassVar[int] = 200


class ForwardedToSender(DomainError):
    """A letter is not forwarded to where it came from. Facts: receiver."""

    code = "FORWARDED_TO_SENDER"
    text = "{receiver}에서 온 문서는 그 기관에 이송할 수 없습니다. 돌려보내려면 반송하십시오."


class ScanUnfit(DomainError):
    """A letter entered by hand has its scan as a PDF that opens without a password."""

    code = "SCAN_UNFIT"
    text = "스캔 원문은 암호가 없는 PDF 파일이어야 합니다."


class ReplyNotSent(DomainError):
    """A document is done with an approved reply, or a reason why none is needed."""

    code = "REPLY_NOT_APPROVED"
    text = "회신 문서의 결재가 끝나지 않았습니다. 결재를 마치거나 회신이 필요 없는 사유를 적으십시오."


class LetterDamaged(DomainError):
    """What arrived is not what was sent."""

    code = "LETTER_DAMAGED"
    text = "전달된 문서의 해시가 보낸 것과 다릅니다."


class SealImageUnfit(DomainError):
    """The image of a seal is a PNG of no more than 1 MB."""

    code = "SEAL_IMAGE_UNFIT"
    text = "관인 이미지는 1 MB 이하의 PNG 파일이어야 합니다."
