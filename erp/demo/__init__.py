"""The invented city 가람시: its institutions, people, budgets and a generated history."""
