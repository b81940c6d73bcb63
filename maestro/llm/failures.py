"""What a provider's failure means: which of our errors, and whether it may pass. Repeats none of its words."""

from collections.abc import Mapping
from typing import Any

from maestro.domain.errors import AuthError, ConfigError, MaestroError
from maestro.llm.base import (
    ModelBrokenError,
    ModelBusyError,
    ModelError,
    ModelRefusedError,
    ModelReplyError,
    ModelTimeoutError,
)
from maestro.llm.retry import TransientError

AUTH = "Or leave the model out: the offline interpreter needs none."
_LONGEST_WISH = 60.0


def translated(error: Exception, litellm: Any, model: str) -> MaestroError | TransientError:
    """The error to raise in place of a vendor's."""
    kinds = litellm.exceptions
    # Not every provider's 403 arrives as the class for it.
    if isinstance(error, kinds.AuthenticationError | kinds.PermissionDeniedError) or _status(error) in (401, 403):
        return AuthError(f"the model {model} refused the key that is set in the environment; set a valid one. {AUTH}")
    if isinstance(error, kinds.RateLimitError):
        return _limited(error, model)
    if isinstance(error, kinds.Timeout):
        return ModelTimeoutError(f"the model {model} did not answer in time. Try again, or name another model.")
    if isinstance(error, kinds.ContextWindowExceededError):
        return ModelError(f"the conversation is longer than the model {model} takes; name one with a larger context.")
    if isinstance(error, kinds.NotFoundError):
        return ConfigError(f"the provider knows no model {model}; name another one with --model.")
    if isinstance(error, kinds.BadRequestError | kinds.UnprocessableEntityError):
        return ModelRefusedError(f"the model {model} refused the request ({_status(error)}). Name another model.")
    return _of_the_network(error, kinds, model)


def _of_the_network(error: Exception, kinds: Any, model: str) -> MaestroError | TransientError:
    if isinstance(error, kinds.APIResponseValidationError):
        return ModelReplyError(f"the model {model} sent something that is no answer. Try again.")
    busy = (kinds.ServiceUnavailableError, kinds.InternalServerError, kinds.BadGatewayError)
    status = _status(error)
    if isinstance(error, busy) or (isinstance(status, int) and status >= 500):
        kind = ModelBrokenError if status == 500 else ModelBusyError
        told = kind(f"the model {model} is overloaded or broken ({status}). Try again later.")
        return TransientError(told, _wish(error))
    if isinstance(error, kinds.APIConnectionError):
        told_network = ModelError(f"the model {model} cannot be reached, or sent no proper answer. Check the network.")
        return TransientError(told_network)
    return ModelError(
        f"the call of the model {model} failed ({type(error).__name__}). Try again, or name another model."
    )


def _limited(error: Exception, model: str) -> MaestroError | TransientError:
    """Too many requests passes; an account without money does not."""
    if _code(error) == "insufficient_quota":
        return ModelBusyError(f"the account of the model {model} has no quota left; see its billing page.")
    return TransientError(ModelBusyError(f"the model {model} has too many requests. Try again later."), _wish(error))


def _status(error: Exception) -> Any:
    return getattr(error, "status_code", None) or "no status"


def _code(error: Exception) -> Any:
    body = getattr(error, "body", None)
    return body.get("code") if isinstance(body, Mapping) else getattr(error, "code", None)


def _wish(error: Exception) -> float | None:
    """Seconds of a Retry-After header, within reason."""
    headers = getattr(error, "litellm_response_headers", None)
    if not headers:
        headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        seconds = float(headers.get("retry-after", ""))
    except (AttributeError, TypeError, ValueError):
        return None
    return min(max(0.0, seconds), _LONGEST_WISH)
