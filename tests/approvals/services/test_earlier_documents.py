"""Tenants made before a form or a permission existed get it with the next migration, and nothing twice."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from approvals.models import FormDefinition, FormVersion
from approvals.services import forms
from approvals.services.dispatching import ReceiverData, request_dispatch, send
from approvals.services.earlier_documents import make_up
from core.access import SYSTEM
from identity.models import RightsChange, Role, RolePermission
from identity.services import provisioning
from identity.services.roles import change_role
from tenants.context import institution
from tests.approvals.kit import AT, found_office, signed, submitted
from tests.approvals.letters_kit import VERIFY_AT, clerk, run_jobs
from tests.worlds import World

NEW = "approvals.seal.use"


def _holders() -> set[str]:
    return set(RolePermission.objects.filter(code=NEW).values_list("role__code", flat=True))


def test_a_missing_form_comes_and_what_is_there_stays(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The product learns a form and calls another one differently."""
    rows = json.loads(forms.SEED.read_text(encoding="utf-8"))
    within = next(row for row in rows if row["code"] == "LETTER-INTERNAL")
    renamed = {**next(row for row in rows if row["code"] == "LETTER"), "name": "다른 이름"}
    (tmp_path / "forms.json").write_text(
        json.dumps([renamed, {**within, "code": "TOMORROW"}]), encoding="utf-8"
    )
    monkeypatch.setattr(forms, "SEED", tmp_path / "forms.json")
    with institution(world.culture):
        assert not FormDefinition.objects.filter(code="TOMORROW").exists()
        make_up(kind="institution", at=AT)
        make_up(kind="institution", at=AT)
        made = FormVersion.objects.get(form__code="TOMORROW")
        assert (made.cross_class, made.layout, made.business_type) == (
            "OUTGOING_INTERNAL",
            "FORM_1",
            "outgoing_simple",
        )
        assert FormVersion.objects.get(form__code="LETTER").name == "대외 공문"


def test_preset_roles_get_what_nobody_here_was_ever_given(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A permission of tomorrow stands in the presets; nobody has it yet."""
    with institution(world.culture):
        known = provisioning.role_presets("institution")
        first = replace(known[0], codes=known[0].codes | {"approvals.tomorrow.do"})
        monkeypatch.setattr(provisioning, "role_presets", lambda _kind: (first, *known[1:]))
        assert make_up(kind="institution", at=AT) == 1
        row = RolePermission.objects.get(code="approvals.tomorrow.do")
        assert row.role.code == first.code
        assert make_up(kind="institution", at=AT) == 0
        assert RightsChange.objects.filter(facts__added=["approvals.tomorrow.do"]).count() == 1


def test_what_the_institution_took_out_of_its_roles_stays_out(world: World) -> None:
    with institution(world.culture):
        for role in Role.objects.filter(permissions__code=NEW):
            codes = frozenset(role.permissions.exclude(code=NEW).values_list("code", flat=True))
            change_role(actor=SYSTEM, role_id=role.pk, name=role.name, codes=codes, at=AT)
        assert (make_up(kind="institution", at=AT), _holders()) == (0, set())


def test_a_letter_of_the_product_form_reaches_a_department(world: World) -> None:
    with institution(world.culture):
        office = found_office()
        document = submitted(office, "LETTER-INTERNAL", amount=None, receivers=["예산팀장"])
        document = signed(office, document, "박")
        assert (document.state, document.effective_at) == ("APPROVED", None)
        target = str(office.departments["예산팀"])
        who = clerk(office, seal=False)
        dispatch = request_dispatch(
            document_id=document.pk,
            receivers=[ReceiverData("예산팀장", "DEPARTMENT", target)],
            actor=who,
            at=AT,
        )
        send(
            document_id=document.pk,
            seen=dispatch.version,
            seal=None,
            verify_at=VERIFY_AT,
            actor=who,
            at=AT,
        )
        assert run_jobs()
        document.refresh_from_db()
        assert document.effective_at is not None
