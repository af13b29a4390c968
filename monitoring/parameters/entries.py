"""How is one parameter of the register written down: a share, a whole number, one of a list?"""

from __future__ import annotations

from monitoring.parameters.kinds import Parameter, ParameterKind

NONE_IN_SOURCES = "none in the source report: a default of this product, to be confirmed"
PRODUCT = "a default of this product"
INFERRED = "inference, requirements.md"


def share(code: str, default: str, sentence: str, source: str) -> Parameter:
    """Give a parameter that is a share."""
    return Parameter(code, sentence, ParameterKind.SHARE, default, source)


def whole(code: str, default: int, sentence: str, source: str, at_least: int = 0) -> Parameter:
    """Give a parameter that is a whole number."""
    return Parameter(code, sentence, ParameterKind.WHOLE, str(default), source, at_least=at_least)


def one_of(code: str, codes: tuple[str, ...], sentence: str, source: str) -> Parameter:
    """Give a parameter that is one of a list, the first being what is assumed."""
    return Parameter(code, sentence, ParameterKind.CODE, codes[0], source, codes)
