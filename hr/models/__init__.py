from hr.models.rules import RuleChange, RuleTable

__all__ = ["RuleChange", "RuleTable"]
