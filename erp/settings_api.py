"""Settings of the REST edge: framework, description, access tokens, allowances."""

from __future__ import annotations

import os
from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "identity.api.authentication.AccessToken",
        "core.api.authentication.LoginSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "core.api.schema.AutoSchema",
    "EXCEPTION_HANDLER": "core.api.translation.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "COERCE_DECIMAL_TO_STRING": True,
}

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Dure ERP API",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_SPLIT_PATCH": False,
    "ENFORCE_NON_BLANK_FIELDS": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["core.api.schema_hooks.finish"],
}

# Where the pages stand that explain each problem code (RFC 9457 `type`).
PROBLEM_PAGE_PATH = "/problems/"

# Requests a minute: of one client or person, and of one institution altogether.
API_LIMITS = {
    "client_read": int(os.environ.get("DURE_API_CLIENT_READS", "600")),
    "client_write": int(os.environ.get("DURE_API_CLIENT_WRITES", "120")),
    "institution_read": int(os.environ.get("DURE_API_INSTITUTION_READS", "6000")),
    "institution_write": int(os.environ.get("DURE_API_INSTITUTION_WRITES", "1200")),
    "stranger": int(os.environ.get("DURE_API_STRANGERS", "60")),
}

# Models of django-oauth-toolkit are used as they are; only digests of tokens are stored.
OAUTH2_PROVIDER: dict[str, Any] = {
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "REFRESH_TOKEN_EXPIRE_SECONDS": 3600,
    "ACCESS_TOKEN_GENERATOR": "identity.oauth.new_token",
    "OAUTH2_VALIDATOR_CLASS": "identity.oauth.ClientValidator",
    "SCOPES_BACKEND_CLASS": "identity.oauth.ClientScopes",
    "OAUTH2_SERVER_CLASS": "oauthlib.oauth2.BackendApplicationServer",
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
}
