from records.services.corrections import CorrectionData, correct_entry
from records.services.files import (
    FileData,
    complete_file,
    open_file,
    open_next_volume,
    place_for,
    put_up_for_appraisal,
    reopen_file,
)
from records.services.hand_registration import PaperData, register_paper
from records.services.policy import PolicyData, set_policy
from records.services.registration import NewEntry, Registered, register
from records.services.separate_attachments import SeparateAttachmentData, register_separate_attachment
from records.services.unit_tasks import UnitTaskData, add_unit_task, change_unit_task, close_unit_task
from records.services.year_steps import finish_step

__all__ = [
    "CorrectionData",
    "FileData",
    "NewEntry",
    "PaperData",
    "PolicyData",
    "Registered",
    "SeparateAttachmentData",
    "UnitTaskData",
    "add_unit_task",
    "change_unit_task",
    "close_unit_task",
    "complete_file",
    "correct_entry",
    "finish_step",
    "open_file",
    "open_next_volume",
    "place_for",
    "put_up_for_appraisal",
    "register",
    "register_paper",
    "register_separate_attachment",
    "reopen_file",
    "set_policy",
]
