"""Start-up of a whole Dure on one machine: environment, assets, embedded database, demo and tests.

Standard library only: these modules run before the environment exists.
"""
