from approvals.models.dispatching import LIVE, Dispatch, DispatchCopy, Transport
from approvals.models.documents import OPEN_TO_THE_DRAFTER, DocumentVersion, OfficialDocument
from approvals.models.drafting import (
    DepartmentLine,
    DraftedLine,
    DraftingDelegation,
    FavouriteForm,
    FavouriteLine,
    OpinionPhrase,
)
from approvals.models.effects import (
    ApprovalPolicy,
    Attachment,
    AttachmentBlob,
    BusinessEffect,
    DocumentSubject,
)
from approvals.models.forms import FormDefinition, FormVersion
from approvals.models.forwarding import ConcernedDepartment, Forwarding
from approvals.models.lines import ApprovalGroup, ApprovalLine, ApprovalStep, GroupActivation, LineChange
from approvals.models.printing import LetterheadVersion, Rendition
from approvals.models.receiving import Circulation, ReceivedDocument, ReceivedFile, ReceivedMove
from approvals.models.resolutions import BoardResolution
from approvals.models.seals import Seal, SealUse, SealVersion
from approvals.models.signing import DocumentAccess, DocumentNotice, Opinion, Signature

__all__ = [
    "LIVE",
    "Dispatch",
    "DispatchCopy",
    "Transport",
    "Circulation",
    "ConcernedDepartment",
    "Forwarding",
    "ReceivedDocument",
    "ReceivedFile",
    "ReceivedMove",
    "Seal",
    "SealUse",
    "SealVersion",
    "OPEN_TO_THE_DRAFTER",
    "ApprovalGroup",
    "ApprovalLine",
    "ApprovalPolicy",
    "ApprovalStep",
    "Attachment",
    "DepartmentLine",
    "AttachmentBlob",
    "BoardResolution",
    "BusinessEffect",
    "DocumentAccess",
    "DocumentNotice",
    "DocumentSubject",
    "DocumentVersion",
    "DraftedLine",
    "DraftingDelegation",
    "FavouriteForm",
    "FavouriteLine",
    "FormDefinition",
    "FormVersion",
    "GroupActivation",
    "LetterheadVersion",
    "LineChange",
    "OfficialDocument",
    "Opinion",
    "OpinionPhrase",
    "Rendition",
    "Signature",
]
