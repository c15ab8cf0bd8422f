"""SCIM 2.0 (RFC 7643, RFC 7644): an outside directory of people keeps accounts."""
