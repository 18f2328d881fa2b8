"""What fills itself when an interview begins: an id, the moment, who answers."""

from collections.abc import Mapping

from flows.xform import Bind
from flows.xpath import FUNCTIONS, Context, Value


def preloaded(bind: Bind, context: Context, properties: Mapping[str, str]) -> Value:
    """The value of a node with a `jr:preload` (ODK XForms specification), "" for none.

    `properties` are what is known of the device and its user; a chat knows little of both.
    """
    if bind.preload == "uid":
        run = FUNCTIONS["uuid"].call
        assert run is not None
        return f"uuid:{run(context)}"
    if bind.preload == "timestamp" and bind.preload_params == "start":
        return context.now
    if bind.preload == "date" and bind.preload_params == "today":
        return context.now.date()
    if bind.preload == "property":
        return properties.get(bind.preload_params.removeprefix("uri:"), "")
    return ""
