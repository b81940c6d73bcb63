"""LiteLLM's only door: any provider's model behind the ChatModel port.

Refuses to load LiteLLM before the first call, to let it read `.env` files of the current folder, print, or retry by
itself, and to repeat anything that a provider said: such texts quote keys and prompts.
"""

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from maestro.domain.errors import AuthError, ConfigError
from maestro.domain.json import JsonObject
from maestro.llm.base import (
    Completion,
    Message,
    ModelBrokenError,
    ModelRefusedError,
    ModelReplyError,
    ModelTimeoutError,
    Usage,
)
from maestro.llm.bounded import NotInTimeError, within
from maestro.llm.failures import AUTH, translated
from maestro.llm.retry import Patience, persist

# Before the import: prices from the package and not from the network, and no `.env` of a cloned repository.
_ENVIRONMENT = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_MODE": "PRODUCTION"}
_LOGGERS = ("LiteLLM", "LiteLLM Proxy", "LiteLLM Router", "httpx", "openai")
_CHARACTERS_A_TOKEN = 3  # where a provider counts nothing, rather too many than too few


@dataclass(frozen=True)
class LiteModel:
    """A model by its LiteLLM name, such as `anthropic/claude-...` or `openai/gpt-...`.

    `endpoint` is a server of the user's own that speaks the provider's protocol; `timeout` bounds one attempt.
    """

    name: str
    endpoint: str | None = None
    timeout: float = 30.0
    most_tokens: int = 4096
    patience: Patience = field(default_factory=Patience)
    _way: list[int] = field(default_factory=lambda: [0], init=False, compare=False)  # how it is held to a schema

    def price(self, sent: int, received: int) -> Decimal | None:
        """What LiteLLM's table says; nobody knows what a server of the user's own costs."""
        return None if self.endpoint else _price(_loaded(), self.name, sent, received)

    def complete(self, messages: Sequence[Message], schema: JsonObject | None = None) -> Completion:
        """One answer, retried while the model is busy; errors name the model and what to do, nothing else."""
        if not self.name.strip():
            raise ConfigError("expected the name of a model, found none. Name it: --model provider/model.")
        litellm = _loaded()
        self._require_key(litellm)
        response = self._held(litellm, self._request(messages), schema)
        return self._completion(litellm, response, messages)

    def _held(self, litellm: Any, request: Mapping[str, Any], schema: JsonObject | None) -> Any:
        """The answer, held to the schema in the first way that the server knows; the prompt says the form as well."""
        refusals = (ModelRefusedError, ModelBrokenError) if self.endpoint else (ModelRefusedError,)
        ways = _ways(schema)
        first = min(self._way[0], len(ways) - 1)
        for number, way in enumerate(ways[first:], first):
            try:
                response = self._asked(litellm, {**request, **way})
            except refusals:
                if number + 1 == len(ways):
                    raise
            else:
                self._way[0] = number if schema is not None else self._way[0]
                return response
        raise ModelRefusedError(f"the model {self.name} was not asked in any way.")

    def _asked(self, litellm: Any, request: Mapping[str, Any]) -> Any:
        return persist(lambda left: self._attempt(litellm, request, min(left, self.timeout)), self.patience)

    def _request(self, messages: Sequence[Message]) -> dict[str, Any]:
        request: dict[str, Any] = {
            "model": f"openai/{self.name}" if self.endpoint and "/" not in self.name else self.name,
            "messages": [{"role": message.role.value, "content": message.content} for message in messages],
            "temperature": 0,
            "max_tokens": self.most_tokens,
            "max_retries": 0,
            "num_retries": 0,
            "drop_params": True,
        }
        if self.endpoint:
            # Such servers ask for no key, but the protocol's client does.
            request |= {"api_base": self.endpoint, "api_key": os.environ.get("OPENAI_API_KEY") or "none"}
        return request

    def _attempt(self, litellm: Any, request: Mapping[str, Any], seconds: float) -> Any:
        try:
            return within(seconds, lambda: litellm.completion(**request, timeout=seconds))
        except NotInTimeError:
            raise ModelTimeoutError(f"the model {self.name} did not answer within {seconds:.0f} s.") from None
        except Exception as error:  # noqa: BLE001 - LiteLLM lets errors of a dozen libraries through
            raise translated(error, litellm, self.name) from None

    def _require_key(self, litellm: Any) -> None:
        """Say what is missing before a provider does; what a provider reads elsewhere is its own business."""
        if self.endpoint:
            return
        try:
            _, provider, _, _ = litellm.get_llm_provider(self.name)
        except Exception:  # noqa: BLE001 - whatever it is, the name is the reason
            raise ConfigError(
                f"expected a model as provider/model, found {self.name!r}, whose provider is not known. "
                "See the list of providers in LiteLLM's documentation."
            ) from None
        missing = [key for key in _missing(litellm, self.name) if key.endswith(("KEY", "TOKEN"))]
        if missing:
            raise AuthError(f"the model {self.name} of {provider} needs a key: set {' or '.join(missing)}. {AUTH}")

    def _completion(self, litellm: Any, response: Any, messages: Sequence[Message]) -> Completion:
        try:
            choice = response.choices[0]
            text, ended = choice.message.content or _called(choice.message), choice.finish_reason
        except (AttributeError, IndexError, TypeError):
            raise ModelReplyError(f"the model {self.name} sent something that is no answer. Try again.") from None
        if not isinstance(text, str) or not text.strip():
            raise ModelReplyError(f"the model {self.name} sent an answer without a text. Try again.")
        return Completion(text, self._usage(litellm, response, messages, text), ended == "length")

    def _usage(self, litellm: Any, response: Any, messages: Sequence[Message], text: str) -> Usage:
        told = getattr(response, "usage", None)
        sent = _count(getattr(told, "prompt_tokens", None), sum(len(message.content) for message in messages))
        received = _count(getattr(told, "completion_tokens", None), len(text))
        return Usage(sent, received, None if self.endpoint else _price(litellm, self.name, sent, received))


def _ways(schema: JsonObject | None) -> tuple[Mapping[str, Any], ...]:
    """How a provider may be held to a schema: as most know it, as llama.cpp's server does, not at all."""
    if schema is None:
        return ({},)
    strict = {"type": "json_schema", "json_schema": {"name": "reply", "schema": dict(schema), "strict": True}}
    return {"response_format": strict}, {"response_format": {"type": "json_object", "schema": dict(schema)}}, {}


def _loaded() -> Any:
    """LiteLLM, quiet."""
    for name, value in _ENVIRONMENT.items():
        os.environ[name] = value
    _hush()
    import litellm as vendor

    litellm: Any = vendor
    litellm.suppress_debug_info = True
    litellm.set_verbose = False
    litellm.telemetry = False
    _hush()
    return litellm


def _hush() -> None:
    """Its loggers write prompts to standard error when anybody sets the root's level to DEBUG, from its import on."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL)  # for its children
        logger.disabled = True  # the vendor sets the level itself, later


def _called(message: Any) -> Any:
    """What a model that answers with a call of a tool says: the call's arguments."""
    calls = getattr(message, "tool_calls", None)
    return calls[0].function.arguments if calls else None


def _missing(litellm: Any, model: str) -> Sequence[str]:
    try:
        return list(litellm.validate_environment(model)["missing_keys"])
    except Exception:  # noqa: BLE001 - it only helps to say it earlier
        return ()


def _count(told: Any, characters: int) -> int:
    return told if isinstance(told, int) and told > 0 else -(-characters // _CHARACTERS_A_TOKEN)


def _price(litellm: Any, model: str, sent: int, received: int) -> Decimal | None:
    try:
        parts = litellm.cost_per_token(model=model, prompt_tokens=sent, completion_tokens=received)
    except Exception:  # noqa: BLE001 - an unknown model raises whatever it likes
        return None
    return sum((Decimal(str(part)) for part in parts), Decimal(0))
