from django.apps import AppConfig


class ErpConfig(AppConfig):
    name = "erp"
    verbose_name = "두레 ERP"

    def ready(self) -> None:
        from erp import wiring

        wiring.connect()
