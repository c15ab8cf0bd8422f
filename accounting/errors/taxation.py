"""Refusals and warnings about tax on payments (catalogue codes E-TAX-001 … 004)."""

from core.errors import CatalogueError


class WithholdingDiffers(CatalogueError):
    """The tax entered is not the tax computed. Facts: expected, given."""

    code = "E-TAX-001"


class PayeeIdentityMissing(CatalogueError):
    """A natural person without resident number: no payment statement could be made."""

    code = "E-TAX-002"


class InputVatNotDeductible(CatalogueError):
    """Deduction was chosen where the law forbids it. Facts: reason."""

    code = "E-TAX-003"


class InvoiceInOtherTaxPeriod(CatalogueError):
    """Invoice and supply lie in different tax periods. Facts: date."""

    code = "E-TAX-004"
