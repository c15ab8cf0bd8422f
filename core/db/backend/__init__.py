"""The only way to the database: django-tenants' PostgreSQL backend with its leaks closed."""
