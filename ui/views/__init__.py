from ui.views.documents import Act, DocumentScreen, Done, StepView
from ui.views.lists import ListScreen
from ui.views.screen import LOGGED_IN, PUBLIC, PageHead, ScreenView, is_partial
from ui.views.trees import TreeNode, TreeScreen
from ui.views.wizards import WizardScreen, WizardStep

__all__ = [
    "LOGGED_IN",
    "PUBLIC",
    "Act",
    "DocumentScreen",
    "Done",
    "ListScreen",
    "PageHead",
    "ScreenView",
    "StepView",
    "TreeNode",
    "TreeScreen",
    "WizardScreen",
    "WizardStep",
    "is_partial",
]
