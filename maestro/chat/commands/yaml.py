"""`/yaml`: the request as it would be written now."""

from maestro.chat.blocks import Lines, Source
from maestro.chat.commands.base import Desk, Result, Show, Takes, refuse_argument
from maestro.chat.documents import yaml_text


class Yaml:
    """Prints the request file's content; of several environments one document each."""

    name = "yaml"
    argument = ""
    summary = "Print the request as YAML."
    takes = Takes.NOTHING

    def run(self, desk: Desk, argument: str) -> Result:
        """The request, keys in the schema's order."""
        refuse_argument(self, argument)
        requests = desk.session.requests()
        if not requests[0]:
            return Show((Lines(("The request is still empty.",)),))
        return Show((Source("---\n".join(yaml_text(request) for request in requests)),))
