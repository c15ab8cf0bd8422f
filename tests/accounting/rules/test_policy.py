from accounting.rules.policy import PolicyProfile, basis_text, policy_fields, validate_policy


def test_defaults_are_those_of_the_handbook() -> None:
    profile = PolicyProfile()
    assert profile.transfer_forbidden_items == ("101",)
    assert profile.transfer_forbidden_targets == ("203",)
    assert profile.contingency_cap_pct == "1.00"
    assert profile.contingency_cap_hundredths == 100
    assert (profile.cash_close, profile.cash_close_ext, profile.books_complete) == ("12-31", "01-20", "02-10")
    assert (profile.single_quote_limit, profile.single_quote_limit_preferred) == (20_000_000, 50_000_000)
    assert (profile.inspection_report_min, profile.capitalization_threshold) == (30_000_000, 1_000_000)
    assert (profile.basis_rounding, profile.allotment_control, profile.reserve_at) == (
        "CEIL_1000",
        "QUARTERLY",
        "APPROVAL",
    )
    assert not profile.small_office_exception
    assert len(policy_fields()) == 42


def test_stored_values_come_back_unchanged() -> None:
    changed = PolicyProfile(transfer_forbidden_items=("101", "401"), reserve_at="SUBMIT")
    assert PolicyProfile.from_values(changed.values()) == changed
    assert PolicyProfile.from_values({}) == PolicyProfile()
    assert validate_policy(changed.values()) == []


def test_every_field_states_its_basis() -> None:
    assert all(item.basis_text and item.label for item in policy_fields())
    assert basis_text("transfer_forbidden_items") == "지방재정법 시행령 제55조"


def test_values_outside_the_admitted_ones_are_named() -> None:
    values = {
        "reserve_at": "LATER",
        "due_days_max": True,
        "contingency_cap_pct": "1.001",
        "cash_close": "13-01",
        "transfer_forbidden_items": "101",
        "nonsense": 1,
    }
    faults = {(fault.name, fault.reason) for fault in validate_policy(values)}
    assert faults == {
        ("nonsense", "unknown_field"),
        ("reserve_at", "invalid_text"),
        ("due_days_max", "invalid_int"),
        ("contingency_cap_pct", "invalid_rate"),
        ("cash_close", "invalid_day"),
        ("transfer_forbidden_items", "invalid_items"),
    }
