from records.services.registration import NewEntry, Registered, register

__all__ = ["NewEntry", "Registered", "register"]
